package io.tidemark.embedded.server;

import java.util.Map;

/** The properties by which a Kafka client logs in to a broker that {@link KafkaServer#startSecuredIn} started. */
public final class KafkaLogin {

    private KafkaLogin() {}

    /** By PLAIN, for the administrator and the users that the broker was started with. */
    public static Map<String, String> plain(String user, String password) {
        return login("PLAIN", plainJaas(user, password, Map.of()));
    }

    /** By SCRAM-SHA-512, for users that were made since. */
    public static Map<String, String> scram(String user, String password) {
        return login(
                "SCRAM-SHA-512",
                "org.apache.kafka.common.security.scram.ScramLoginModule required username=%s password=%s;"
                        .formatted(quoted(user), quoted(password)));
    }

    /** @param known by a broker: its users and their passwords */
    static String plainJaas(String user, String password, Map<String, String> known) {
        StringBuilder jaas = new StringBuilder(
                "org.apache.kafka.common.security.plain.PlainLoginModule required username=%s password=%s"
                        .formatted(quoted(user), quoted(password)));
        known.forEach(
                (name, text) -> jaas.append(" user_").append(name).append('=').append(quoted(text)));
        return jaas.append(';').toString();
    }

    private static Map<String, String> login(String mechanism, String jaas) {
        return Map.of("security.protocol", "SASL_PLAINTEXT", "sasl.mechanism", mechanism, "sasl.jaas.config", jaas);
    }

    private static String quoted(String text) {
        if (text.indexOf('"') >= 0 || text.indexOf('\\') >= 0) {
            throw new IllegalArgumentException("a Kafka login can't have a quote or a backslash");
        }
        return '"' + text + '"';
    }
}
