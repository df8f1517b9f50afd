package io.tidemark.precheck;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/** Does what a line for one of Kafka's own programs says, as an administrator: they are not on this class path. */
record KafkaPaste(Admin admin, String login) {

    void run(String line) throws Exception {
        List<String> words = Arrays.asList(line.split(" "));
        future(words).get();
    }

    private KafkaFuture<Void> future(List<String> words) {
        return switch (words.get(0)) {
            case "kafka-topics.sh" -> topics(words);
            case "kafka-configs.sh" -> configs(words);
            case "kafka-acls.sh" -> acls(words);
            default -> throw new AssertionError("not a line to paste: " + String.join(" ", words));
        };
    }

    private KafkaFuture<Void> topics(List<String> words) {
        String topic = after(words, "--topic");
        return words.contains("--delete")
                ? admin.deleteTopics(List.of(topic)).all()
                : admin.createPartitions(
                                Map.of(topic, NewPartitions.increaseTo(Integer.parseInt(after(words, "--partitions")))))
                        .all();
    }

    private KafkaFuture<Void> configs(List<String> words) {
        String[] setting = after(words, "--add-config").split("=", 2);
        return admin.incrementalAlterConfigs(Map.of(
                        new ConfigResource(ConfigResource.Type.TOPIC, after(words, "--entity-name")),
                        List.of(new AlterConfigOp(new ConfigEntry(setting[0], setting[1]), AlterConfigOp.OpType.SET))))
                .all();
    }

    private KafkaFuture<Void> acls(List<String> words) {
        PatternType type = words.contains("--resource-pattern-type") ? PatternType.PREFIXED : PatternType.LITERAL;
        ResourcePattern resource = words.contains("--topic")
                ? new ResourcePattern(ResourceType.TOPIC, after(words, "--topic"), type)
                : words.contains("--cluster")
                        ? new ResourcePattern(ResourceType.CLUSTER, "kafka-cluster", type)
                        : new ResourcePattern(ResourceType.TRANSACTIONAL_ID, after(words, "--transactional-id"), type);
        List<AclBinding> rights = new ArrayList<>();
        for (int i = 0; i < words.size(); i++) {
            if (words.get(i).equals("--operation")) {
                AclOperation operation =
                        AclOperation.fromString(words.get(i + 1).replaceAll("([a-z])([A-Z])", "$1_$2"));
                rights.add(new AclBinding(
                        resource,
                        new AccessControlEntry(
                                after(words, "--allow-principal").replace("LOGIN", login),
                                "*",
                                operation,
                                AclPermissionType.ALLOW)));
            }
        }
        return admin.createAcls(rights).all();
    }

    private static String after(List<String> words, String option) {
        return words.get(words.indexOf(option) + 1);
    }
}
