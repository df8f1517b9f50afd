package io.tidemark.job.sink.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.embedded.server.KafkaLogin;
import io.tidemark.embedded.server.KafkaServer;
import io.tidemark.job.source.RefusedException;
import io.tidemark.task.Sink;
import io.tidemark.task.TaskFile;
import io.tidemark.topic.ClientProperties;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A broker with TLS, logins and ACLs: the rights that docs/kafka.md names are enough, and what is missing is told. */
class TopicSecurityIT {

    private static final String PASSWORD = "a task's own";

    @TempDir
    static Path directory;

    private static KafkaServer kafka;

    @BeforeAll
    static void startBroker() throws Exception {
        kafka = KafkaServer.startSecuredIn(directory.resolve("kafka"), new BrokerKeys(directory).settings(), Map.of());
        try (Admin admin = Admin.create(administrator())) {
            for (String user : List.of("whole", "poor", "nobody")) {
                admin.alterUserScramCredentials(List.of(new UserScramCredentialUpsertion(
                                user, new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4096), PASSWORD)))
                        .all()
                        .get();
            }
            for (AclOperation operation :
                    List.of(AclOperation.DESCRIBE, AclOperation.DESCRIBE_CONFIGS, AclOperation.WRITE)) {
                allow(admin, "whole", operation, ResourceType.TOPIC, "whole");
                allow(admin, "poor", operation, ResourceType.TOPIC, "poor");
            }
            allow(admin, "whole", AclOperation.CREATE, ResourceType.TOPIC, "whole");
            allow(admin, "whole", AclOperation.WRITE, ResourceType.TRANSACTIONAL_ID, "tidemark-shop-");
            allow(admin, "whole", AclOperation.DESCRIBE, ResourceType.TRANSACTIONAL_ID, "tidemark-shop-");
            for (String user : List.of("whole", "poor")) {
                allow(admin, user, AclOperation.DESCRIBE_CONFIGS, ResourceType.CLUSTER, "kafka-cluster");
            }
        }
    }

    @AfterAll
    static void stopBroker() {
        kafka.close();
    }

    @Test
    void theDocumentedRightsAreEnough() throws Exception {
        TaskFile task = task("whole", PASSWORD, "broker.pem");
        Sink.Kafka settings = (Sink.Kafka) task.sink();

        TopicLimits limits = new TopicStart(task, settings).check(Duration.ofSeconds(60));

        Properties client = ProducerProperties.of(settings, limits);
        client.setProperty(ProducerConfig.TRANSACTIONAL_ID_CONFIG, "tidemark-shop-changes-1-2");
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(client, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>("whole", new byte[] {1})).get();
            new LingeringTransactions("tidemark-shop-changes-").abort(ClientProperties.of(settings), 1);
            assertThatThrownBy(producer::commitTransaction)
                    .hasMessageContaining("There is a newer producer with the same transactionalId");
        }
    }

    @Test
    void aTopicThatMayNotBeMadeIsNamed() {
        assertRefused(
                "poor",
                PASSWORD,
                "broker.pem",
                "topic poor is missing, and the broker refused to make it: Authorization failed. Give the task's user the right to create it, or have it made with partitions=1, retention.ms=86400000 and cleanup.policy=delete");
    }

    @Test
    void missingRightsAreNamed() {
        assertRefused(
                "nobody",
                PASSWORD,
                "broker.pem",
                "the broker refused what the job needs to know (",
                "). Allow the task's user DESCRIBE, DESCRIBE_CONFIGS and WRITE on the topics");
    }

    @Test
    void aWrongPasswordIsTold() {
        assertRefused(
                "whole",
                "another",
                "broker.pem",
                "the broker refused the login (",
                "). Check security.protocol, sasl.mechanism and sasl.jaas.config in sink.kafka.properties");
    }

    @Test
    void aBrokerThatIsNotTrustedIsTold() {
        assertRefused(
                "whole",
                PASSWORD,
                "stranger.pem",
                "TLS with the broker failed (",
                "). Check that ssl.truststore.location in sink.kafka.properties holds the CA that signed the broker's certificate, which must name the host in sink.kafka.brokers");
    }

    private static void assertRefused(String user, String password, String trusted, String... parts) {
        assertThatThrownBy(() -> {
                    TaskFile task = task(user, password, trusted);
                    new TopicStart(task, (Sink.Kafka) task.sink()).check(Duration.ofSeconds(60));
                })
                .isInstanceOf(RefusedException.class)
                .hasMessageContainingAll(parts)
                .satisfies(e -> assertThat(String.valueOf(e.getMessage())).doesNotContain(password));
    }

    private static void allow(Admin admin, String user, AclOperation operation, ResourceType type, String name)
            throws Exception {
        PatternType pattern = type == ResourceType.CLUSTER ? PatternType.LITERAL : PatternType.PREFIXED;
        admin.createAcls(List.of(new AclBinding(
                        new ResourcePattern(type, name, pattern),
                        new AccessControlEntry("User:" + user, "*", operation, AclPermissionType.ALLOW))))
                .all()
                .get();
    }

    private static Map<String, Object> administrator() {
        Map<String, Object> properties =
                new HashMap<>(KafkaLogin.plain(KafkaServer.ADMINISTRATOR, kafka.administratorPassword()));
        properties.put("bootstrap.servers", kafka.bootstrap());
        properties.putAll(BrokerKeys.trusting(directory.resolve("broker.pem")));
        return properties;
    }

    /** As a user writes it: the topic has the user's name. */
    private static TaskFile task(String user, String password, String trusted) throws IOException {
        Files.writeString(directory.resolve("password"), password);
        Map<String, String> properties = new HashMap<>(KafkaLogin.scram(user, "${file:password}"));
        properties.putAll(BrokerKeys.trusting(directory.resolve(trusted)));
        StringBuilder lines = new StringBuilder();
        properties.forEach((name, value) ->
                lines.append("      ").append(name).append(": '").append(value).append("'\n"));
        return TaskFile.read(
                Files.writeString(directory.resolve("shop.yaml"), """
                task: shop
                source:
                  host: db.invalid
                  database: shop
                  user: tidemark
                  password: ${file:password}
                  tls: { mode: disable }
                sink:
                  kafka:
                    brokers: "%s"
                    topic: %s
                    properties:
                """.formatted(kafka.bootstrap(), user) + lines));
    }
}
