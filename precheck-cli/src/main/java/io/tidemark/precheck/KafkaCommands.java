package io.tidemark.precheck;

import io.tidemark.task.Sink;
import java.util.List;
import org.apache.kafka.clients.CommonClientConfigs;

/**
 * Lines for Kafka's own programs, to paste.
 *
 * @param options of all of them: where the brokers are, and how an administrator logs in
 */
record KafkaCommands(String options) {

    /** Nothing tells a client who it is to the brokers, so whoever pastes it fills it in. */
    private static final String LOGIN = "User:LOGIN";

    /** Nor is the task's own login one that may do this. */
    private static final String ADMINISTRATOR = " --command-config ADMIN.properties";

    static KafkaCommands of(Sink.Kafka sink) {
        boolean open = !sink.properties().containsKey(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG);
        return new KafkaCommands("--bootstrap-server " + sink.brokers() + (open ? "" : ADMINISTRATOR));
    }

    String addPartitions(String topic, int partitions) {
        return "kafka-topics.sh %s --alter --topic %s --partitions %d".formatted(options, only(topic), partitions);
    }

    String delete(String topic) {
        return "kafka-topics.sh %s --delete --topic %s".formatted(options, only(topic));
    }

    /** That program takes a pattern, in which the dot of one name is the dash of another. */
    private static String only(String topic) {
        return topic.contains(".") ? '\'' + topic.replace(".", "\\.") + '\'' : topic;
    }

    String configure(String topic, String setting, Object value) {
        return "kafka-configs.sh %s --alter --entity-type topics --entity-name %s --add-config %s=%s"
                .formatted(options, topic, setting, value);
    }

    /** @param resource as an option: {@code --topic shop} */
    String allow(List<String> operations, String resource) {
        return "kafka-acls.sh %s --add --allow-principal %s %s%s"
                .formatted(
                        options,
                        LOGIN,
                        operations.stream().map("--operation %s "::formatted).reduce("", String::concat),
                        resource);
    }
}
