package io.tidemark.precheck;

import java.util.List;

/** Lines for Kafka's own programs, to paste. */
record KafkaCommands(String brokers) {

    /** Nothing tells a client who it is to the brokers, so whoever pastes it fills it in. */
    private static final String LOGIN = "User:LOGIN";

    String addPartitions(String topic, int partitions) {
        return "kafka-topics.sh --bootstrap-server %s --alter --topic %s --partitions %d"
                .formatted(brokers, topic, partitions);
    }

    String delete(String topic) {
        return "kafka-topics.sh --bootstrap-server %s --delete --topic %s".formatted(brokers, topic);
    }

    String configure(String topic, String setting, Object value) {
        return "kafka-configs.sh --bootstrap-server %s --alter --entity-type topics --entity-name %s --add-config %s=%s"
                .formatted(brokers, topic, setting, value);
    }

    /** @param resource as an option: {@code --topic shop} */
    String allow(List<String> operations, String resource) {
        return "kafka-acls.sh --bootstrap-server %s --add --allow-principal %s %s%s"
                .formatted(
                        brokers,
                        LOGIN,
                        operations.stream().map("--operation %s "::formatted).reduce("", String::concat),
                        resource);
    }
}
