package io.tidemark.embedded.server;

import java.util.Map;
import java.util.TreeMap;

/**
 * What makes a broker refuse whoever does not log in, and what nobody was allowed.
 *
 * @param administrator the password of the user who may do everything; the broker itself is that user too
 * @param users who else may log in by PLAIN, with their passwords
 */
record KafkaSecurity(String administrator, Map<String, String> users) {

    private static final String PLAIN = "PLAIN";

    KafkaSecurity {
        users = Map.copyOf(users);
    }

    /** As in server.properties. */
    Map<String, String> settings() {
        String user = KafkaServer.ADMINISTRATOR;
        Map<String, String> known = new TreeMap<>(users);
        known.put(user, administrator);
        String own = KafkaLogin.plainJaas(user, administrator, Map.of(user, administrator));
        return Map.ofEntries(
                Map.entry("listener.security.protocol.map", "CLIENT:SASL_PLAINTEXT,CONTROLLER:SASL_PLAINTEXT"),
                Map.entry("sasl.mechanism.inter.broker.protocol", PLAIN),
                Map.entry("sasl.mechanism.controller.protocol", PLAIN),
                Map.entry("listener.name.client.sasl.enabled.mechanisms", "PLAIN,SCRAM-SHA-512"),
                Map.entry(
                        "listener.name.client.plain.sasl.jaas.config",
                        KafkaLogin.plainJaas(user, administrator, known)),
                Map.entry(
                        "listener.name.client.scram-sha-512.sasl.jaas.config",
                        "org.apache.kafka.common.security.scram.ScramLoginModule required;"),
                Map.entry("listener.name.controller.sasl.enabled.mechanisms", PLAIN),
                Map.entry("listener.name.controller.plain.sasl.jaas.config", own),
                Map.entry("authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer"),
                Map.entry("super.users", "User:" + user));
    }
}
