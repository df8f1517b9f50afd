package io.tidemark.job.sink.kafka;

import io.tidemark.job.source.RefusedException;
import io.tidemark.task.Guard;
import io.tidemark.task.Sink;
import io.tidemark.topic.Brokers;
import io.tidemark.topic.ClientProperties;
import io.tidemark.topic.TopicException;
import io.tidemark.topic.TopicState;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.errors.RetriableException;

/**
 * The topics of tables: each is made when the first record of its table is published, as tables come while the job runs.
 *
 * @param limits that records are held against before they come here
 */
record TableTopics(Sink.Kafka settings, Guard guard, TopicLimits limits) implements Serializable {

    /**
     * Makes the topic if it is missing.
     *
     * @throws RuntimeException that ends the job if it can't be made or is not as the task wants it
     */
    void provide(String topic) {
        try (Brokers brokers = Brokers.of(settings, ClientProperties.of(settings))) {
            Broker broker = new Broker(brokers, settings);
            TopicState state = brokers.find(topic);
            List<String> problems =
                    new ArrayList<>(state == null ? broker.make(topic, guard) : state.differences(settings));
            if (problems.isEmpty() && broker.made(topic).recordBytes() < limits.recordBytes()) {
                problems.add(
                        "topic %s takes no more than %d bytes of one record (max.message.bytes), but the job began with %d for all tables. Alter the topic, or start the job again from its checkpoint"
                                .formatted(topic, broker.made(topic).recordBytes(), limits.recordBytes()));
            }
            if (!problems.isEmpty()) {
                throw new RefusedException(problems).endingTheJob();
            }
        } catch (TopicException e) {
            if (e.getCause() instanceof RetriableException) {
                throw e; // the broker may be there again when the job has restarted
            }
            throw new RefusedException(String.valueOf(e.getMessage()), e).endingTheJob();
        }
    }
}
