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
        refuse(notYet());
        Properties client = ClientProperties.of(settings);
        client.putIfAbsent(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ANSWER_WITHIN_MILLIS);
        client.putIfAbsent(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, ANSWER_WITHIN_MILLIS);
        try (Admin admin = Admin.create(client)) {
            Broker broker = new Broker(admin, settings);
            TransactionTimeout timeout = TransactionTimeout.of(client, broker.longestTransaction());
            List<String> problems = new ArrayList<>(timeout.problems(settings.delivery(), checkpoints));
            Map<String, TopicState> topics = broker.topics();
            for (String topic : List.of(settings.topic(), settings.deadLetterTopic())) {
                TopicState state = topics.get(topic);
                problems.addAll(state == null ? broker.make(topic, task.guard()) : state.differences(settings));
            }
            refuse(problems);
            return new TopicLimits(broker.recordBytes(client), timeout.millis());
        } catch (KafkaException e) {
            throw new RefusedException("sink.kafka: the client can't be made with these properties: " + e.getMessage());
        }
    }

    /** What the task file can say, and this version can't do. */
    private List<String> notYet() {
        List<String> problems = new ArrayList<>();
        if (settings.partitions() > 1) {
            problems.add(
                    "sink.kafka.partitions: only 1 is there yet in this version, which keeps all changes in order, but was "
                            + settings.partitions());
        }
        if (task.guard().oversized() == Guard.Oversized.CLAIM_CHECK) {
            problems.add(
                    "guard.oversized: claim-check needs sink.files, as a topic has no place for values: use dead-letter, truncate or fail");
        }
        return problems;
    }

    private static void refuse(List<String> problems) {
        if (!problems.isEmpty()) {
            throw new RefusedException(problems);
        }
    }
}
