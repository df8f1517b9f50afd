package io.tidemark.job.sink.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.streaming.api.functions.sink.filesystem.PartFileInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RollBySizeAndCheckpointTest {

    private static final RollBySizeAndCheckpoint POLICY = new RollBySizeAndCheckpoint(100);

    /** A file of a size, which was begun long ago. */
    private record PartFile(long size) implements PartFileInfo<String> {

        @Override
        public String getBucketId() {
            return Buckets.name(1, 1);
        }

        @Override
        public long getCreationTime() {
            return 0;
        }

        @Override
        public long getSize() {
            return size;
        }

        @Override
        public long getLastUpdateTime() {
            return 0;
        }
    }

    @ParameterizedTest(name = "{0} bytes: {1}")
    @CsvSource({"0, false", "99, false", "100, true", "101, true"})
    void aFileEndsOnceItIsLargeEnough(long size, boolean ends) throws IOException {
        assertThat(POLICY.shouldRollOnEvent(new PartFile(size), Tuple2.of("", new byte[1_000])))
                .isEqualTo(ends);
    }

    @Test
    void aFileEndsWithItsCheckpointAndNotByTime() {
        assertThat(POLICY.shouldRollOnCheckpoint(new PartFile(1))).isTrue();
        assertThat(POLICY.shouldRollOnProcessingTime(new PartFile(1_000), Long.MAX_VALUE))
                .isFalse();
    }
}
