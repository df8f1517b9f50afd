package io.tidemark.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PositionTest {

    @Test
    void changesAreOrderedByCommitAndThenByOrdinal() {
        Position inTheUpperHalf = new Position(Long.MIN_VALUE, 1); // an LSN is unsigned

        assertThat(Stream.of(
                                inTheUpperHalf,
                                new Position(2, 1),
                                new Position(1, 10),
                                Position.START,
                                new Position(1, 9))
                        .sorted())
                .containsExactly(
                        Position.START, new Position(1, 9), new Position(1, 10), new Position(2, 1), inTheUpperHalf);
    }

    @Test
    void isNotAfterItself() {
        assertThat(new Position(1, 2).isAfter(new Position(1, 1))).isTrue();
        assertThat(new Position(1, 1).isAfter(new Position(1, 1))).isFalse();
        assertThat(new Position(1, 1).isAfter(new Position(1, 2))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "439041101, 17, 0/1A2B3C4D#17",
        "0, 0, 0/0#0",
        "-1, 9223372036854775807, FFFFFFFF/FFFFFFFF#9223372036854775807"
    })
    void isWrittenAndReadBack(long lsn, long ordinal, String text) {
        assertThat(new Position(lsn, ordinal)).hasToString(text);
        assertThat(Position.parse(text)).isEqualTo(new Position(lsn, ordinal));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0/1",
                "#",
                "0/1#",
                "#1",
                "0/1#-1",
                "0/1#+1",
                "0/1#x",
                "1#1",
                "0/1#1#1",
                "0/1#9223372036854775808"
            })
    void isRefusedInAnyOtherForm(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Position.parse(text))
                .withMessage("a position looks like '0/1A2B3C4D#17', but was '%s'", text);
    }
}
