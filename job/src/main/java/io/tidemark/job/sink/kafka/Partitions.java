package io.tidemark.job.sink.kafka;

import java.io.Serializable;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/** Changes of one row go to one partition: the one that Kafka's own producers choose for the same key. */
record Partitions(int count) implements Serializable {

    /** @param table what rows without a key have in common */
    int of(byte @Nullable [] key, byte[] table) {
        return count == 1 ? 0 : Utils.toPositive(Utils.murmur2(key == null ? table : key)) % count;
    }
}
