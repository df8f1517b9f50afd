package io.tidemark.job.sink.kafka;

import io.tidemark.task.Guard;
import io.tidemark.task.Sink;
import io.tidemark.topic.BrokerFailure;
import io.tidemark.topic.Brokers;
import io.tidemark.topic.ClientProperties;
import io.tidemark.topic.TopicException;
import io.tidemark.topic.TopicPlan;
import io.tidemark.topic.TopicState;
import java.util.Collection;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.ProducerConfig;

/** Makes the topics of a job that starts, and knows what they take. */
final class Broker {

    private static final long MADE_WITHIN_SECONDS = 20;
    private static final long BETWEEN_LOOKS_MILLIS = 50;

    private final Brokers brokers;
    private final Sink.Kafka settings;

    Broker(Brokers brokers, Sink.Kafka settings) {
        this.brokers = brokers;
        this.settings = settings;
    }

    /** Makes a topic; gives the problem if that can't be. */
    List<String> make(String topic, Guard guard) {
        try {
            brokers.answer(brokers.admin()
                    .createTopics(List.of(TopicPlan.of(topic, settings, guard)))
                    .all());
            return List.of();
        } catch (TopicException e) {
            return List.of(
                    "topic %s is missing, and the broker refused to make it: %s. Give the task's user the right to create it, or have it made with partitions=%d, retention.ms=%d and cleanup.policy=delete"
                            .formatted(
                                    topic,
                                    BrokerFailure.said(e.getCause() == null ? e : e.getCause()),
                                    settings.partitionsOf(topic),
                                    TopicPlan.retentionMillis(topic, settings)));
        }
    }

    /** The largest record that all of the topics take, also those still to be made, and the user's own limit if there is one. */
    int recordBytes(Properties client, Collection<String> topics, Guard guard) {
        Integer own = ClientProperties.number(client, ProducerConfig.MAX_REQUEST_SIZE_CONFIG);
        int least = own == null ? Integer.MAX_VALUE : own;
        if (settings.topic().isPerTable()) {
            least = Math.min(least, TopicPlan.recordBytes(guard));
        }
        for (String topic : topics) {
            least = Math.min(least, made(topic).recordBytes());
        }
        return least;
    }

    /** A broker may not know yet of a topic that was made a moment ago. */
    TopicState made(String topic) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(MADE_WITHIN_SECONDS);
        while (true) {
            TopicState state = brokers.find(topic);
            if (state != null) {
                return state;
            }
            if (System.nanoTime() > deadline) {
                throw new TopicException(
                        "topic %s was made, but the brokers '%s' do not show it".formatted(topic, settings.brokers()),
                        null);
            }
            pause();
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(BETWEEN_LOOKS_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while asking the broker", e);
        }
    }
}
