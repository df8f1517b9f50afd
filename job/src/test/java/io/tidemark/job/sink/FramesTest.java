package io.tidemark.job.sink;

import static io.tidemark.job.SomeChanges.ORDERS;
import static io.tidemark.job.SomeChanges.insert;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.record.Change;
import io.tidemark.record.ChangeEncoder;
import io.tidemark.record.GrowingBytes;
import io.tidemark.record.JsonEncoder;
import io.tidemark.record.Row;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FramesTest {

    @Test
    void recordsAreFoundAgainAsTheyWere() throws Exception {
        ChangeEncoder encoder = new JsonEncoder("shop");
        GrowingBytes block = new GrowingBytes();
        List<String> records = new ArrayList<>();
        for (String note : List.of("one", "", "z".repeat(100_000), "four")) {
            Change change = insert(ORDERS, Row.of("1", "2", "3", "2024-01-01 08:00:00+08", null, note));
            records.add(new String(encoder.encode(change), UTF_8));
            Frames.PACKING.pack(change, encoder, block);
        }

        List<String> found = new ArrayList<>();
        for (Frames frames = new Frames(block.toByteArray()); frames.hasNext(); ) {
            found.add(UTF_8.decode(frames.next()).toString());
        }

        assertThat(found).isEqualTo(records);
    }

    @Test
    void aFrameMayBeEmpty() {
        GrowingBytes block = new GrowingBytes();
        Frames.end(block, Frames.begin(block));

        Frames frames = new Frames(block.toByteArray());

        assertThat(frames.next().hasRemaining()).isFalse();
        assertThat(frames.hasNext()).isFalse();
    }
}
