package io.tidemark.job.source;

import static org.awaitility.Awaitility.await;

import io.tidemark.embedded.server.KafkaLogin;
import io.tidemark.embedded.server.KafkaServer;
import io.tidemark.embedded.server.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/** A job that publishes a database to a topic of format dts-avro, on a broker that asks for a login and keeps ACLs. */
final class SecuredTopic implements AutoCloseable {

    static final String NAME = "shop";
    static final String PASSWORD = "let-me-in";
    static final Duration PATIENCE = Duration.ofMinutes(2);

    private final PostgresServer server;
    private final KafkaServer kafka;
    private final Sql sql;
    private final LocalJobProcess job;
    private final PublishedTopic topic;
    private int published;

    /** @param groups who may read; each logs in as {@code acc-<group>} */
    SecuredTopic(Path directory, String... groups) throws Exception {
        server = PostgresServer.startIn(directory.resolve("postgres"), Map.of("fsync", "off"));
        Map<String, String> users =
                List.of(groups).stream().collect(Collectors.toMap(group -> "acc-" + group, group -> PASSWORD));
        kafka = KafkaServer.startSecuredIn(directory.resolve("kafka"), Map.of(), users);
        sql = Sql.inNew(server, "shop");
        job = new LocalJobProcess(
                directory.resolve("task"), server, "shop", KnownBad.NONE, 100, "normalise: { zone: \"+00:00\" }");
        topic = new PublishedTopic(kafka.bootstrap(), NAME, 0, administrator());
        for (String group : groups) {
            allow(group);
        }
    }

    /** @param options of the sink, beside the usual ones */
    void startJob(String options) throws IOException {
        Files.writeString(job.folder().resolve("kafka-password"), kafka.administratorPassword());
        String login = KafkaLogin.plain(KafkaServer.ADMINISTRATOR, "${file:kafka-password}").entrySet().stream()
                .map(entry -> entry.getKey() + ": '" + entry.getValue() + "'")
                .collect(Collectors.joining(", "));
        String sink = "kafka: { brokers: '%s', topic: %s, %s, properties: { %s } }"
                .formatted(bootstrap(), NAME, options, login);
        job.edit(yaml -> yaml.replaceAll("files: .*", Matcher.quoteReplacement(sink)))
                .start();
    }

    /** How many changes the topic has. */
    int published() {
        return published;
    }

    String bootstrap() {
        return kafka.bootstrap();
    }

    Sql sql() {
        return sql;
    }

    /** Runs a transaction for each statement, and waits until the topic has so many changes more. */
    void change(int changes, String... statements) throws SQLException {
        sql.run(statements);
        awaitPublished(changes);
    }

    void awaitPublished(int more) {
        int all = published + more;
        await(all + " changes").atMost(PATIENCE).failFast(job::assertAlive).until(() -> {
            published += (int) topic.newRecords().stream()
                    .filter(record -> record.headers().lastHeader("table") != null)
                    .count();
            return published >= all;
        });
    }

    /** To read the topic as a member of a group, and nothing else. */
    private void allow(String group) throws Exception {
        AccessControlEntry read =
                new AccessControlEntry("User:acc-" + group, "*", AclOperation.READ, AclPermissionType.ALLOW);
        try (Admin admin = admin()) {
            admin.createAcls(List.of(
                            new AclBinding(new ResourcePattern(ResourceType.TOPIC, NAME, PatternType.LITERAL), read),
                            new AclBinding(new ResourcePattern(ResourceType.GROUP, group, PatternType.LITERAL), read)))
                    .all()
                    .get();
        }
    }

    /** The administrator's client. */
    Admin admin() {
        Map<String, Object> properties = new HashMap<>(administrator());
        properties.put("bootstrap.servers", bootstrap());
        return Admin.create(properties);
    }

    private Map<String, String> administrator() {
        return KafkaLogin.plain(KafkaServer.ADMINISTRATOR, kafka.administratorPassword());
    }

    @Override
    public void close() throws SQLException {
        topic.close();
        job.close();
        sql.close();
        kafka.close();
        server.close();
    }
}
