package io.tidemark.bench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.bench.result.End;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PublishedRowsTest {

    private final PublishedRows rows = new PublishedRows(new Values(End.FILES, ""));

    @Test
    void takesTheEarliestTimeThatRowsWereReadAt() {
        take(1, 300, "0/10#0");
        take(2, 200, "0/10#0");

        assertThat(rows.firstCommit()).isEqualTo(Instant.ofEpochMilli(200));
    }

    @Test
    void aRowOfTheSnapshotMayNotComeTwice() {
        take(1, 300, "0/10#0");

        assertThatThrownBy(() -> take(1, 300, "0/10#0"))
                .isInstanceOf(BenchException.class)
                .hasMessage("the row of table 'orders' with key 1 came twice");
    }

    @Test
    void changesComeInTheOrderOfTheirPositions() {
        take(1, 300, "0/20#1");
        take(1, 300, "0/20#2");

        assertThatThrownBy(() -> take(1, 300, "0/20#2"))
                .isInstanceOf(BenchException.class)
                .hasMessage("the change at 0/20#2 came after the one at 0/20#2");
    }

    private void take(long key, long commitMillis, String position) {
        byte[] line =
                "{\"before\":null,\"after\":{\"id\":%d,\"note\":\"a\"},\"source\":{\"version\":\"1\",\"ts_ms\":%d,\"table\":\"orders\",\"lsn\":1,\"position\":\"%s\"},\"op\":\"c\"}"
                        .formatted(key, commitMillis, position)
                        .getBytes(UTF_8);
        rows.line(line, 0, line.length);
    }
}
