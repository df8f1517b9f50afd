package io.tidemark.job.sink.kafka;

import io.tidemark.job.source.RefusedException;
import io.tidemark.task.Sink;
import io.tidemark.task.TaskFile;
import io.tidemark.topic.Brokers;
import io.tidemark.topic.ClientProperties;
import io.tidemark.topic.SettingsProblem;
import io.tidemark.topic.TopicException;
import io.tidemark.topic.TopicState;
import io.tidemark.topic.TransactionTimeout;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;

/** What must hold of the broker before the job starts: all problems at once. Makes the topics if they are missing. */
public final class TopicStart {

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
        refuse(SettingsProblem.of(task.guard(), settings).stream()
                .map(SettingsProblem::toString)
                .toList());
        Properties client = ClientProperties.answeredSoon(ClientProperties.of(settings));
        try (Brokers brokers = Brokers.of(settings, client)) {
            Broker broker = new Broker(brokers, settings);
            TransactionTimeout timeout = TransactionTimeout.of(client, brokers.longestTransaction());
            List<String> problems = new ArrayList<>(timeout.problems(settings.delivery(), checkpoints));
            Map<String, TopicState> topics = brokers.topics();
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
        } catch (TopicException e) {
            throw new RefusedException(String.valueOf(e.getMessage()), e.getCause());
        }
    }

    private static void refuse(List<String> problems) {
        if (!problems.isEmpty()) {
            throw new RefusedException(problems);
        }
    }
}
