package io.tidemark.topic;

import io.tidemark.task.SecretUnavailableException;
import io.tidemark.task.Sink;
import java.util.Properties;
import org.apache.kafka.clients.CommonClientConfigs;
import org.jspecify.annotations.Nullable;

/** What Kafka's clients are made with. They hold secrets, so they are made where a client is, and never travel with the job. */
public final class ClientProperties {

    /** Within this a broker answers, or counts as unreachable. */
    private static final String ANSWER_WITHIN_MILLIS = "20000";

    private ClientProperties() {}

    /** Of the task: its brokers, and what the user says. */
    public static Properties of(Sink.Kafka settings) {
        return of(settings, new Properties());
    }

    /**
     * The same with others over them.
     *
     * @param over whoever brings another login need not have the task's: no secret that they replace is revealed
     * @throws TopicException if a secret is not to be had
     */
    public static Properties of(Sink.Kafka settings, Properties over) {
        Properties properties = new Properties();
        settings.properties().forEach((name, text) -> {
            if (!over.containsKey(name)) {
                try {
                    properties.setProperty(name, text.reveal());
                } catch (SecretUnavailableException e) {
                    throw new TopicException("sink.kafka.properties.%s: %s".formatted(name, e.getMessage()), e);
                }
            }
        });
        properties.setProperty(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, settings.brokers());
        properties.putAll(over);
        return properties;
    }

    /**
     * A property that counts, as the user says it; {@code null} if he does not.
     *
     * @throws TopicException if it is no number
     */
    public static @Nullable Integer number(Properties properties, String name) {
        String text = properties.getProperty(name);
        try {
            return text == null ? null : Integer.valueOf(text);
        } catch (NumberFormatException e) {
            throw new TopicException(
                    "sink.kafka.properties.%s: must be a number, but was '%s'".formatted(name, text), e);
        }
    }

    /** For a client that asks and does not wait for long, unless the user says how long. */
    public static Properties answeredSoon(Properties properties) {
        properties.putIfAbsent(CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG, ANSWER_WITHIN_MILLIS);
        // the client refuses a longer one
        properties.putIfAbsent(
                CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG,
                properties.get(CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG));
        return properties;
    }
}
