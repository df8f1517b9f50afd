package io.tidemark.precheck;

import io.tidemark.task.Sink;
import io.tidemark.task.TaskFile;
import io.tidemark.topic.Brokers;
import io.tidemark.topic.ClientProperties;
import io.tidemark.topic.TopicException;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** The sink's brokers, which all checks of it ask through one client. They are waited for once: who is silent is not asked again. */
final class SinkBrokers implements AutoCloseable {

    private final TaskFile task;
    private @Nullable Brokers connected;
    private boolean failed;

    /** Nobody is asked yet. */
    SinkBrokers(TaskFile task) {
        this.task = task;
    }

    Sink.Kafka settings() {
        return (Sink.Kafka) task.sink();
    }

    /** What the task's clients are made with. It holds secrets. */
    Properties client() {
        return ClientProperties.answeredSoon(ClientProperties.of(settings()));
    }

    /** @throws TopicException if they don't answer, or refuse the login */
    Brokers connected() {
        Brokers known = connected;
        if (known != null) {
            return known;
        }
        if (failed) {
            throw new TopicException("the brokers can't be asked: see 'brokers'", null);
        }
        failed = true;
        Brokers made = Brokers.of(settings(), client());
        try {
            made.count();
            failed = false;
            connected = made;
            return made;
        } finally {
            if (failed) {
                made.close();
            }
        }
    }

    @Override
    public void close() {
        Brokers known = connected;
        if (known != null) {
            known.close();
            connected = null;
        }
    }
}
