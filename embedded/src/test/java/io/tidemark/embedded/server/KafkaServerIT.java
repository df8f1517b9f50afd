package io.tidemark.embedded.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class KafkaServerIT {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    static Path directory;

    @SuppressWarnings("NullAway.Init")
    private KafkaServer server;

    @BeforeAll
    void startServer() {
        server = KafkaServer.startIn(directory, Map.of("message.max.bytes", "2000000"));
    }

    @AfterAll
    void stopServer() {
        server.close();
    }

    @Test
    void keepsWhatItAcknowledgedThroughAKillAndAStop() throws Exception {
        String bootstrap = server.bootstrap();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            admin.createTopics(List.of(new NewTopic("kept", 1, (short) 1)))
                    .all()
                    .get();
        }
        produce(0);
        server.kill();

        server.start();
        produce(1000);
        server.stop();
        server.start();

        assertThat(server.bootstrap()).isEqualTo(bootstrap);
        assertThat(consumed(2000))
                .containsExactlyElementsOf(
                        IntStream.range(0, 2000).mapToObj(Integer::toString).toList());
    }

    @Test
    void letsInWhoLogsInAndToWhatAnAclAllows(@TempDir Path folder) throws Exception {
        try (KafkaServer secured = KafkaServer.startSecuredIn(folder, Map.of(), Map.of("acc-g1", "plain secret"));
                Admin admin = Admin.create(client(
                        secured, KafkaLogin.plain(KafkaServer.ADMINISTRATOR, secured.administratorPassword())))) {
            admin.createTopics(List.of(new NewTopic("kept", 1, (short) 1)))
                    .all()
                    .get();
            admin.alterUserScramCredentials(List.of(new UserScramCredentialUpsertion(
                            "reader", new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4096), "scram secret")))
                    .all()
                    .get();

            assertThatThrownBy(() -> endOf("kept", client(secured, KafkaLogin.plain("acc-g1", "another"))))
                    .isInstanceOf(SaslAuthenticationException.class);
            assertThatThrownBy(() -> endOf("kept", client(secured, KafkaLogin.scram("reader", "another"))))
                    .isInstanceOf(SaslAuthenticationException.class);
            assertThatThrownBy(() -> endOf("kept", client(secured, KafkaLogin.plain("acc-g1", "plain secret"))))
                    .isInstanceOf(TopicAuthorizationException.class);
            assertThatThrownBy(() -> endOf("kept", client(secured, KafkaLogin.scram("reader", "scram secret"))))
                    .isInstanceOf(TopicAuthorizationException.class);

            admin.createAcls(List.of(new AclBinding(
                            new ResourcePattern(ResourceType.TOPIC, "kept", PatternType.LITERAL),
                            new AccessControlEntry("User:reader", "*", AclOperation.READ, AclPermissionType.ALLOW))))
                    .all()
                    .get();
            assertThat(endOf("kept", client(secured, KafkaLogin.scram("reader", "scram secret"))))
                    .isZero();
        }
    }

    private static Map<String, Object> client(KafkaServer secured, Map<String, String> login) {
        Map<String, Object> properties = new HashMap<>(login);
        properties.put("bootstrap.servers", secured.bootstrap());
        return properties;
    }

    private static long endOf(String topic, Map<String, Object> client) {
        TopicPartition partition = new TopicPartition(topic, 0);
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(client, new StringDeserializer(), new StringDeserializer())) {
            return Objects.requireNonNull(
                    consumer.endOffsets(List.of(partition)).get(partition));
        }
    }

    private void produce(int from) throws Exception {
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", server.bootstrap()), new StringSerializer(), new StringSerializer())) {
            Future<RecordMetadata> last = CompletableFuture.completedFuture(null);
            for (int i = from; i < from + 1000; i++) {
                last = producer.send(new ProducerRecord<>("kept", Integer.toString(i)));
            }
            last.get();
        }
    }

    private List<String> consumed(int count) {
        List<String> values = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", server.bootstrap()), new StringDeserializer(), new StringDeserializer())) {
            consumer.assign(List.of(new TopicPartition("kept", 0)));
            consumer.seekToBeginning(consumer.assignment());
            for (int i = 0; i < 100 && values.size() < count; i++) {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> values.add(record.value()));
            }
        }
        return values;
    }
}
