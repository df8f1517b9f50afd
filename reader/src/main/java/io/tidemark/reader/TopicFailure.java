package io.tidemark.reader;

import io.tidemark.topic.BrokerFailure;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.SecurityDisabledException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** What the brokers refused or did not answer, as a sentence with the way out. */
record TopicFailure(TopicClient client) {

    /** The answer, once it is there. */
    <T> T answer(KafkaFuture<T> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw explained(e.getCause() == null ? e : e.getCause());
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    ReaderException explained(Throwable failure) {
        return failure instanceof ReaderException told ? told : new ReaderException(sentence(failure), failure);
    }

    private String sentence(Throwable failure) {
        String said = BrokerFailure.said(failure);
        if (failure instanceof TopicAuthorizationException) {
            return "the broker does not let this login read the topic '%s' (%s). Use the account of one of its groups, which groups create or groups password makes"
                    .formatted(client.topic(), said);
        }
        if (failure instanceof GroupAuthorizationException) {
            return "the broker does not let this login use the group (%s). A group's account is for that group only: use its own, which groups create or groups password makes"
                    .formatted(said);
        }
        if (failure instanceof AuthorizationException) {
            return "the broker refused that to this login (%s). Use an administrator's with --config FILE"
                    .formatted(said);
        }
        if (failure instanceof SecurityDisabledException) {
            return "the broker asks for a login, but keeps no ACLs (%s), so an account could read every topic. Set authorizer.class.name on the brokers; without accounts, consume makes a group"
                    .formatted(said);
        }
        if (failure instanceof UnknownTopicOrPartitionException) {
            return missing(client.topic());
        }
        return client.failure().sentence(failure);
    }

    static String missing(String topic) {
        return "the topic '%s' does not exist: the job makes it when it first starts. Start the task, or look at sink.kafka.topic"
                .formatted(topic);
    }
}
