package io.tidemark.topic;

import io.tidemark.task.Sink;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * For how long the broker leaves a transaction open. It must outlast the time between two checkpoints, and what the job may be
 * down for between a checkpoint and its commit.
 *
 * @param millis as the task has it, or the broker's most
 * @param most what the broker allows
 */
public record TransactionTimeout(int millis, int most) {

    private static final String KEY = ProducerConfig.TRANSACTION_TIMEOUT_CONFIG;

    public static TransactionTimeout of(Properties client, int most) {
        Integer set = ClientProperties.number(client, KEY);
        return new TransactionTimeout(set == null ? most : set, most);
    }

    /**
     * Why the job can't write with it.
     *
     * @param checkpoints the longest time from one checkpoint's begin to the next one's end
     */
    public List<String> problems(Sink.Kafka.Delivery delivery, Duration checkpoints) {
        if (delivery != Sink.Kafka.Delivery.EXACTLY_ONCE) {
            return List.of();
        }
        if (millis > most) {
            return List.of(
                    "sink.kafka.properties.%s is %d ms, but the broker allows %d ms (transaction.max.timeout.ms): lower the one, leave it out, or raise the other"
                            .formatted(KEY, millis, most));
        }
        if (millis < checkpoints.toMillis()) {
            return List.of(
                    "a transaction may stay open for %d ms (%s, at most the broker's transaction.max.timeout.ms of %d ms), but from one checkpoint to the end of the next it may take %d ms (execution.checkpointing.interval and .timeout): raise the one, or lower the other"
                            .formatted(millis, KEY, most, checkpoints.toMillis()));
        }
        return List.of();
    }
}
