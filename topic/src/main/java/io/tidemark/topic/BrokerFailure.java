package io.tidemark.topic;

import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * What the brokers refused or did not answer, as a sentence with the way out.
 *
 * @param brokers as the user wrote them
 * @param settings where the user says how to log in: {@code sink.kafka.properties}
 */
public record BrokerFailure(String brokers, String settings) {

    /** Of what any client can meet. */
    public String sentence(Throwable failure) {
        String said = said(failure);
        if (failure instanceof TimeoutException) {
            return "none of the brokers '%s' answered (%s). Check sink.kafka.brokers, that they run, and security.protocol in %s"
                    .formatted(brokers, said, settings);
        }
        if (failure instanceof SslAuthenticationException) {
            return "TLS with the broker failed (%s). Check that ssl.truststore.location in %s holds the CA that signed the broker's certificate, which must name the host in sink.kafka.brokers"
                    .formatted(said, settings);
        }
        if (failure instanceof AuthenticationException) {
            return "the broker refused the login (%s). Check security.protocol, sasl.mechanism and sasl.jaas.config in %s"
                    .formatted(said, settings);
        }
        return "the brokers '%s' answered: %s".formatted(brokers, said);
    }

    /** What the broker or the client says, to stand in the middle of a sentence. */
    public static String said(Throwable failure) {
        return String.valueOf(failure.getMessage()).replaceFirst("\\.$", "");
    }

    /** Of a client that its properties don't make. A login that can't be read is never quoted. */
    public TopicException notMade(KafkaException failure) {
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        // the message quotes what it did not understand, and that may be a part of the password
        boolean quotesLogin = String.valueOf(cause.getMessage()).contains("JAAS");
        if (!quotesLogin && said(cause).contains(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG)) {
            return new TopicException(
                    "no address is known for any of the brokers '%s'. Check sink.kafka.brokers".formatted(brokers),
                    failure);
        }
        String reason = quotesLogin
                ? "sasl.jaas.config is not of the form CLASS required username=\"...\" password=\"...\";"
                : said(cause);
        String message = "the Kafka client can't be made with %s: %s".formatted(settings, reason);
        return new TopicException(message, quotesLogin ? null : failure);
    }
}
