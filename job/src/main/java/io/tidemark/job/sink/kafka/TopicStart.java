package io.tidemark.job.sink.kafka;

import io.tidemark.job.source.RefusedException;
import io.tidemark.task.Guard;
import io.tidemark.task.Sink;
import io.tidemark.task.TaskFile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;

/** What must hold of the broker before the job starts: all problems at once. Makes the topics if they are missing. */
public final class TopicStart {

    private static final String ANSWER_WITHIN_MILLIS = "20000";

    private final TaskFile task;
    private final Sink.Kafka settings;

    public TopicStart(TaskFile task, Sink.Kafka settings) {
        this.task = task;
        this.settings = settings;
    }

    /**
     * Asks the broker, and makes the topics.
     *
     * @param checkpoints the longest time from one checkpoint's begin to the next one's end
     * @throws RefusedException with all problems
     */
    public TopicLimits check(Duration checkpoints) {
        if (task.guard().oversized() == Guard.Oversized.CLAIM_CHECK) {
            throw new RefusedException(
                    "guard.oversized: claim-check needs sink.files, as a topic has no place for values: use dead-letter, truncate or fail");
        }
        if (settings.timestamps() == Sink.Kafka.Timestamps.SECONDS
                && settings.delivery() == Sink.Kafka.Delivery.EXACTLY_ONCE) {
            throw new RefusedException(
                    "sink.kafka.timestamps: seconds needs delivery: at-least-once: the broker ends a transaction with a mark of its own, whose time is in milliseconds, and every search for a time in seconds would stop at the first");
        }
        Properties client = ClientProperties.of(settings);
        client.putIfAbsent(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ANSWER_WITHIN_MILLIS);
        client.putIfAbsent(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, ANSWER_WITHIN_MILLIS);
        try (Admin admin = Admin.create(client)) {
            Broker broker = new Broker(admin, settings);
            TransactionTimeout timeout = TransactionTimeout.of(client, broker.longestTransaction());
            List<String> problems = new ArrayList<>(timeout.problems(settings.delivery(), checkpoints));
            Map<String, TopicState> topics = broker.topics();
            Set<String> wanted = new TreeSet<>(topics.keySet());
            wanted.add(settings.topic().deadLetters());
            if (!settings.topic().isPerTable()) {
                wanted.add(settings.topic().text());
            }
            for (String topic : wanted) {
                TopicState state = topics.get(topic);
                problems.addAll(state == null ? broker.make(topic, task.guard()) : state.differences(settings));
            }
            refuse(problems);
            return new TopicLimits(broker.recordBytes(client, wanted, task.guard()), timeout.millis());
        } catch (KafkaException e) {
            String cause = String.valueOf((e.getCause() == null ? e : e.getCause()).getMessage());
            // a login's message quotes what it did not understand, and that may be a part of the password
            String reason = cause.contains("JAAS")
                    ? "sasl.jaas.config is not of the form CLASS required username=\"...\" password=\"...\";"
                    : cause;
            throw new RefusedException("sink.kafka: the client can't be made with sink.kafka.properties: " + reason);
        }
    }

    private static void refuse(List<String> problems) {
        if (!problems.isEmpty()) {
            throw new RefusedException(problems);
        }
    }
}
