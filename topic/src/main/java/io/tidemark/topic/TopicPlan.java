package io.tidemark.topic;

import io.tidemark.task.Guard;
import io.tidemark.task.Sink;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;

/** A topic of a task as the job makes it. */
public final class TopicPlan {

    /** Beyond this a broker takes no request in its default settings. */
    private static final long MOST_RECORD_BYTES = 64L << 20;

    private static final long LEAST_RECORD_BYTES = 1L << 20;

    private static final long FOR_EVER = -1;

    private TopicPlan() {}

    public static NewTopic of(String topic, Sink.Kafka settings, Guard guard) {
        return new NewTopic(
                        topic,
                        Optional.of(settings.partitionsOf(topic)),
                        Optional.ofNullable(settings.replication()).map(Integer::shortValue))
                .configs(Map.of(
                        TopicConfig.RETENTION_MS_CONFIG,
                        Long.toString(retentionMillis(topic, settings)),
                        TopicConfig.CLEANUP_POLICY_CONFIG,
                        TopicConfig.CLEANUP_POLICY_DELETE,
                        TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                        Long.toString(recordBytes(guard))));
    }

    /** A row has as many bytes as the guard lets through, and is more in JSON. */
    public static int recordBytes(Guard guard) {
        return (int) Math.min(MOST_RECORD_BYTES, Math.max(LEAST_RECORD_BYTES, 2 * guard.rowLimit()));
    }

    /** What the broker is told: of records whose times it takes for others, that it must not delete them by itself. */
    public static long retentionMillis(String topic, Sink.Kafka settings) {
        boolean byTheJob = settings.timestamps() == Sink.Kafka.Timestamps.SECONDS
                && settings.topic().include(topic);
        return byTheJob ? FOR_EVER : settings.retention().toMillis();
    }
}
