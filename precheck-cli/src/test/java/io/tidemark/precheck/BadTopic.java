package io.tidemark.precheck;

import io.tidemark.precheck.Finding.Failed;
import io.tidemark.precheck.Finding.Warning;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A topic that is not as it must be.
 *
 * @param topic its name
 * @param settings of it
 * @param sink what the task says besides
 * @param check its id
 */
record BadTopic(
        String topic, int partitions, Map<String, String> settings, String sink, String check, Finding finding) {

    @Override
    public String toString() {
        return topic;
    }

    static Stream<BadTopic> all(String brokers) {
        String configure =
                "kafka-configs.sh --bootstrap-server %s --command-config ADMIN.properties --alter --entity-type topics --entity-name "
                        .formatted(brokers);
        return Stream.of(
                new BadTopic(
                        "shop.other",
                        1,
                        Map.of("cleanup.policy", "compact"),
                        "partitions: 2, replication: 1",
                        "topics",
                        new Failed(
                                "topic shop.other is there with 1 partitions, but sink.kafka.partitions is 2; topic shop.other is there with retention.ms=604800000, but sink.kafka.retention is 86400000 ms; topic shop.other has cleanup.policy=compact, which removes changes that readers have yet to see, but must have delete",
                                "topics as the task file says, or the right to make them",
                                "kafka-topics.sh --bootstrap-server %s --command-config ADMIN.properties --alter --topic 'shop\\.other' --partitions 2"
                                        .formatted(brokers),
                                configure + "shop.other --add-config retention.ms=86400000",
                                configure + "shop.other --add-config cleanup.policy=delete")),
                new BadTopic(
                        "shop.two",
                        1,
                        Map.of("retention.ms", "86400000", "min.insync.replicas", "2"),
                        "partitions: 1",
                        "topics",
                        new Failed(
                                "topic shop.two has min.insync.replicas=2, but 1 replica, so that it takes nothing",
                                "topics as the task file says, or the right to make them",
                                configure + "shop.two --add-config min.insync.replicas=1")),
                new BadTopic(
                        "shop.small",
                        1,
                        Map.of(),
                        "partitions: 1",
                        "topic-records",
                        new Warning(
                                "topic shop.small has max.message.bytes=1048588",
                                "33554432 bytes with a guard.row-limit of 16777216 bytes, as the job makes its topics",
                                configure + "shop.small --add-config max.message.bytes=33554432")),
                new BadTopic(
                        "shop.late",
                        1,
                        Map.of("message.timestamp.type", "LogAppendTime"),
                        "partitions: 1",
                        "topic-times",
                        new Warning(
                                "topic shop.late has message.timestamp.type=LogAppendTime",
                                "CreateTime",
                                configure + "shop.late --add-config message.timestamp.type=CreateTime")),
                new BadTopic(
                        "shop.seconds",
                        1,
                        Map.of("message.timestamp.type", "LogAppendTime"),
                        "delivery: at-least-once, timestamps: seconds",
                        "topic-times",
                        new Failed(
                                "topic shop.seconds has message.timestamp.type=LogAppendTime",
                                "CreateTime, as sink.kafka.timestamps is seconds",
                                configure + "shop.seconds --add-config message.timestamp.type=CreateTime")));
    }
}
