package io.tidemark.topic;

import io.tidemark.task.Sink;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/** What a task's writer has to know of the brokers. Each failure is a {@link TopicException}, in a sentence. */
public final class Brokers implements AutoCloseable {

    private static final String SETTINGS = "sink.kafka.properties";

    private final Admin admin;
    private final Sink.Kafka settings;

    private Brokers(Admin admin, Sink.Kafka settings) {
        this.admin = admin;
        this.settings = settings;
    }

    /** With what {@link ClientProperties} gives, as the user may have more of his own. */
    public static Brokers of(Sink.Kafka settings, Properties client) {
        try {
            return new Brokers(Admin.create(client), settings);
        } catch (KafkaException e) {
            throw new BrokerFailure(settings.brokers(), SETTINGS).notMade(e);
        }
    }

    public Admin admin() {
        return admin;
    }

    /** How many there are. */
    public int count() {
        return answer(admin.describeCluster().nodes()).size();
    }

    /** The settings of one of them. */
    public Config config() {
        String id = answer(admin.describeCluster().nodes()).iterator().next().idString();
        return Objects.requireNonNull(
                configs(ConfigResource.Type.BROKER, List.of(id)).get(id));
    }

    /** The brokers' {@code transaction.max.timeout.ms}. */
    public int longestTransaction() {
        return Integer.parseInt(config().get("transaction.max.timeout.ms").value());
    }

    /** The task's topics that are there, by name. */
    public Map<String, TopicState> topics() {
        return states(answer(admin.listTopics().names()).stream()
                .filter(topic -> settings.topic().include(topic)
                        || topic.equals(settings.topic().deadLetters()))
                .toList());
    }

    /** A topic; {@code null} if it is missing. */
    public @Nullable TopicState find(String topic) {
        try {
            return states(List.of(topic)).get(topic);
        } catch (TopicException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return null;
            }
            throw e;
        }
    }

    private Map<String, TopicState> states(Collection<String> topics) {
        Map<String, TopicDescription> descriptions =
                answer(admin.describeTopics(topics).allTopicNames());
        Map<String, Config> configs = configs(ConfigResource.Type.TOPIC, topics);
        Map<String, TopicState> states = new TreeMap<>();
        descriptions.forEach((topic, description) ->
                states.put(topic, TopicState.of(description, Objects.requireNonNull(configs.get(topic)))));
        return states;
    }

    private Map<String, Config> configs(ConfigResource.Type type, Collection<String> names) {
        List<ConfigResource> resources =
                names.stream().map(name -> new ConfigResource(type, name)).toList();
        return answer(admin.describeConfigs(resources).all()).entrySet().stream()
                .collect(Collectors.toMap(entry -> entry.getKey().name(), Map.Entry::getValue));
    }

    /**
     * The answer, once it is there.
     *
     * @throws TopicException with what the broker said as its cause
     */
    public <T> T answer(KafkaFuture<T> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new TopicException(sentence(cause), cause);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    private String sentence(Throwable cause) {
        if (cause instanceof AuthorizationException) {
            return "the broker refused what the job needs to know (%s). Allow the task's user DESCRIBE, DESCRIBE_CONFIGS and WRITE on the topics, DESCRIBE_CONFIGS on the cluster, and WRITE on transactional ids that begin with 'tidemark-'"
                    .formatted(BrokerFailure.said(cause));
        }
        return new BrokerFailure(settings.brokers(), SETTINGS).sentence(cause);
    }

    @Override
    public void close() {
        admin.close();
    }
}
