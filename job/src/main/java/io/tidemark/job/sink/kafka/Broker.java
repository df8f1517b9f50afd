package io.tidemark.job.sink.kafka;

import io.tidemark.job.source.RefusedException;
import io.tidemark.task.Guard;
import io.tidemark.task.Sink;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/** What the job asks a broker before it starts; each failure is a sentence. */
final class Broker {

    /** Beyond this a broker takes no request in its default settings. */
    private static final long MOST_RECORD_BYTES = 64L << 20;

    private static final long LEAST_RECORD_BYTES = 1L << 20;

    private static final long FOR_EVER = -1;

    private static final long MADE_WITHIN_SECONDS = 20;
    private static final long BETWEEN_LOOKS_MILLIS = 50;

    private final Admin admin;
    private final Sink.Kafka settings;

    Broker(Admin admin, Sink.Kafka settings) {
        this.admin = admin;
        this.settings = settings;
    }

    /** The broker's {@code transaction.max.timeout.ms}. */
    int longestTransaction() {
        String id = answer(admin.describeCluster().nodes()).iterator().next().idString();
        return Integer.parseInt(config(ConfigResource.Type.BROKER, id)
                .get("transaction.max.timeout.ms")
                .value());
    }

    /** The task's topics that are there, by name. */
    Map<String, TopicState> topics() {
        Map<String, TopicState> topics = new HashMap<>();
        for (String topic : answer(admin.listTopics().names())) {
            if (settings.topic().include(topic) || topic.equals(settings.topic().deadLetters())) {
                topics.put(topic, state(topic));
            }
        }
        return topics;
    }

    /** A topic; {@code null} if it is missing. */
    @Nullable
    TopicState find(String topic) {
        try {
            return state(topic);
        } catch (RefusedException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return null;
            }
            throw e;
        }
    }

    private TopicState state(String topic) {
        TopicDescription description = Objects.requireNonNull(
                answer(admin.describeTopics(List.of(topic)).allTopicNames()).get(topic));
        Config config = config(ConfigResource.Type.TOPIC, topic);
        return new TopicState(
                topic,
                description.partitions().size(),
                description.partitions().get(0).replicas().size(),
                Long.parseLong(config.get(TopicConfig.RETENTION_MS_CONFIG).value()),
                config.get(TopicConfig.CLEANUP_POLICY_CONFIG).value(),
                Integer.parseInt(
                        config.get(TopicConfig.MAX_MESSAGE_BYTES_CONFIG).value()));
    }

    /** Makes a topic; gives the problem if that can't be. */
    List<String> make(String topic, Guard guard) {
        Integer replication = settings.replication();
        NewTopic made = new NewTopic(
                        topic,
                        Optional.of(settings.partitionsOf(topic)),
                        Optional.ofNullable(replication).map(Integer::shortValue))
                .configs(Map.of(
                        TopicConfig.RETENTION_MS_CONFIG,
                        Long.toString(retentionMillis(topic, settings)),
                        TopicConfig.CLEANUP_POLICY_CONFIG,
                        TopicConfig.CLEANUP_POLICY_DELETE,
                        TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                        Long.toString(recordBytes(guard))));
        try {
            admin.createTopics(List.of(made)).all().get();
            return List.of();
        } catch (ExecutionException e) {
            return List.of(
                    "topic %s is missing, and the broker refused to make it: %s. Give the task's user the right to create it, or have it made with partitions=%d, retention.ms=%d and cleanup.policy=delete"
                            .formatted(
                                    topic,
                                    String.valueOf(cause(e).getMessage()).replaceFirst("\\.$", ""),
                                    settings.partitionsOf(topic),
                                    retentionMillis(topic, settings)));
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /** Of a topic that is made: a row has as many bytes as the guard lets through, and is more in JSON. */
    private static int recordBytes(Guard guard) {
        return (int) Math.min(MOST_RECORD_BYTES, Math.max(LEAST_RECORD_BYTES, 2 * guard.rowLimit()));
    }

    /** The largest record that all of the topics take, also those still to be made, and the user's own limit if there is one. */
    int recordBytes(Properties client, Collection<String> topics, Guard guard) {
        String own = client.getProperty(ProducerConfig.MAX_REQUEST_SIZE_CONFIG);
        int least = own == null ? Integer.MAX_VALUE : Integer.parseInt(own);
        if (settings.topic().isPerTable()) {
            least = Math.min(least, recordBytes(guard));
        }
        for (String topic : topics) {
            least = Math.min(least, made(topic).recordBytes());
        }
        return least;
    }

    /** What the broker is told: of records whose times it takes for others, that it must not delete them by itself. */
    static long retentionMillis(String topic, Sink.Kafka settings) {
        boolean byTheJob = settings.timestamps() == Sink.Kafka.Timestamps.SECONDS
                && settings.topic().include(topic);
        return byTheJob ? FOR_EVER : settings.retention().toMillis();
    }

    /** A broker may not know yet of a topic that was made a moment ago. */
    TopicState made(String topic) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(MADE_WITHIN_SECONDS);
        for (TopicState state = find(topic); System.nanoTime() < deadline; state = find(topic)) {
            if (state != null) {
                return state;
            }
            pause();
        }
        return state(topic);
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(BETWEEN_LOOKS_MILLIS);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private Config config(ConfigResource.Type type, String name) {
        ConfigResource resource = new ConfigResource(type, name);
        return answer(Objects.requireNonNull(
                admin.describeConfigs(List.of(resource)).values().get(resource)));
    }

    private <T> T answer(KafkaFuture<T> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw new RefusedException(sentence(cause(e)), cause(e));
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private String sentence(Throwable cause) {
        String message = cause.getMessage();
        if (cause instanceof TimeoutException) {
            return "sink.kafka.brokers: none of '%s' answered (%s). Check the addresses, that the brokers run, and security.protocol in sink.kafka.properties"
                    .formatted(settings.brokers(), message);
        }
        if (cause instanceof SslAuthenticationException) {
            return "sink.kafka: TLS with the broker failed (%s). Check that ssl.truststore.location in sink.kafka.properties holds the CA that signed the broker's certificate, which must name the host in sink.kafka.brokers"
                    .formatted(message);
        }
        if (cause instanceof AuthenticationException) {
            return "sink.kafka: the broker refused the login (%s). Check security.protocol, sasl.mechanism and sasl.jaas.config in sink.kafka.properties"
                    .formatted(message);
        }
        if (cause instanceof AuthorizationException) {
            return "sink.kafka: the broker refused what the job needs to know (%s). Allow the task's user DESCRIBE, DESCRIBE_CONFIGS and WRITE on the topics, DESCRIBE_CONFIGS on the cluster, and WRITE on transactional ids that begin with 'tidemark-'"
                    .formatted(message);
        }
        return "sink.kafka: the broker at '%s' answered: %s".formatted(settings.brokers(), message);
    }

    private static Throwable cause(ExecutionException e) {
        return e.getCause() == null ? e : e.getCause();
    }

    private static IllegalStateException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new IllegalStateException("interrupted while asking the broker", e);
    }
}
