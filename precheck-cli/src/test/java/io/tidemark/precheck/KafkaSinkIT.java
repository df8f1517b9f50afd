package io.tidemark.precheck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidemark.embedded.server.KafkaLogin;
import io.tidemark.embedded.server.KafkaServer;
import io.tidemark.embedded.server.PostgresServer;
import io.tidemark.precheck.Finding.CouldNotRun;
import io.tidemark.precheck.Finding.Failed;
import io.tidemark.precheck.Finding.Passed;
import io.tidemark.precheck.Finding.Warning;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Brokers and topics that are not as they must be: the whole finding, and that what it says to paste mends it. */
class KafkaSinkIT {

    private static final String PASSWORD = "the task's own";

    /** 63 bytes, each of which takes three characters in a topic's name. */
    private static final String LONG_NAME = "表".repeat(21);

    @TempDir
    static Path directory;

    private static PostgresServer server;
    private static KafkaServer kafka;
    private static Source source;
    private static Admin admin;
    private static Path administrator;

    @BeforeAll
    static void startServers() throws Exception {
        server = PostgresServer.startIn(directory.resolve("postgres"), Map.of("fsync", "off"));
        kafka = KafkaServer.startSecuredIn(
                directory.resolve("kafka"), Map.of(), Map.of("shop", PASSWORD, "poor", PASSWORD));
        server.createDatabase("shop");
        source = Source.of(server, directory, "shop", "");
        source.run(
                "CREATE ROLE shop LOGIN REPLICATION PASSWORD 'let-me-in'",
                "CREATE TABLE orders (id int PRIMARY KEY)",
                "CREATE TABLE \"Odd, order\" (id int PRIMARY KEY)",
                "CREATE TABLE \"%s\" (id int PRIMARY KEY)".formatted(LONG_NAME));
        Map<String, Object> properties =
                new HashMap<>(KafkaLogin.plain(KafkaServer.ADMINISTRATOR, kafka.administratorPassword()));
        properties.put("bootstrap.servers", kafka.bootstrap());
        admin = Admin.create(properties);
        administrator = directory.resolve("ADMIN.properties");
        try (OutputStream file = Files.newOutputStream(administrator)) {
            Properties login = new Properties();
            login.putAll(properties);
            login.store(file, "");
        }
        for (String rights : List.of(
                "--operation Describe --operation DescribeConfigs --operation Write --operation Create --topic shop --resource-pattern-type prefixed",
                "--operation DescribeConfigs --cluster",
                "--operation Write --transactional-id tidemark-shop- --resource-pattern-type prefixed")) {
            allow("shop", rights);
        }
        allow("poor", "--operation Describe --topic poor");
    }

    private static void allow(String login, String rights) throws Exception {
        new KafkaPaste(administrator, login)
                .run(
                        "kafka-acls.sh --bootstrap-server %s --command-config ADMIN.properties --add --allow-principal User:LOGIN %s"
                                .formatted(kafka.bootstrap(), rights));
    }

    @AfterAll
    static void stopServers() {
        admin.close();
        kafka.close();
        server.close();
    }

    static Stream<BadTopic> badTopics() {
        return BadTopic.all(kafka.bootstrap());
    }

    @ParameterizedTest
    @MethodSource("badTopics")
    void whatIsPastedMendsIt(BadTopic bad) throws Exception {
        create(new NewTopic(bad.topic(), bad.partitions(), (short) 1).configs(bad.settings()));
        Source task = task("shop", "topic: %s, %s".formatted(bad.topic(), bad.sink()), "");

        Finding finding = task.finding(bad.check());
        assertThat(finding).isEqualTo(bad.finding());

        for (String line : finding.remedy()) {
            new KafkaPaste(administrator, "shop").run(line);
        }
        await().untilAsserted(() -> assertThat(task.finding(bad.check())).isInstanceOf(Passed.class));
    }

    @Test
    void aTopicForEachTable() throws Exception {
        Source task = task("shop", "topic: 'shop.each.{schema}.{table}'", "");
        assertFinding(task, "topics", new Passed("0 are there, 4 can be made"));
        create(new NewTopic("shop.each.public.Odd-2c-20order", 1, (short) 1).configs(Map.of("retention.ms", "1")));

        assertThat(task.finding("topics").seen())
                .isEqualTo(
                        "topic shop.each.public.Odd-2c-20order is there with retention.ms=1, but sink.kafka.retention is 86400000 ms");
        assertFinding(task, "topic-rights", new Passed("it has them"));
    }

    @Test
    void aNameThatIsTooLongIsTold() throws Exception {
        String prefix = "shop." + "x".repeat(60);

        assertThat(task("shop", "topic: '%s.{schema}.{table}'".formatted(prefix), "")
                        .finding("topic-names"))
                .isEqualTo(new Warning(
                        "too long for 1 table: public." + LONG_NAME,
                        "249 characters at most, of which one that is no letter, digit or _ takes three for each byte",
                        "Name a shorter sink.kafka.topic, or leave them out of objects"));
        assertThat(task("shop", "topic: 'shop.{schema}.{table}'", "").finding("topic-names"))
                .isEqualTo(new Passed("none is too long"));
    }

    @Test
    void morePartitionsThanTheTaskWantsAreLeftToTheUser() throws Exception {
        create(
                new NewTopic("shop.wide", 3, (short) 1).configs(Map.of("retention.ms", "86400000")),
                new NewTopic("shop-wide", 1, (short) 1));
        Source task = task("shop", "topic: shop.wide", "");

        List<String> remedy = task.finding("topics").remedy();

        assertThat(remedy.get(0))
                .isEqualTo("Say partitions: 3 in sink.kafka, or have it made anew with what is in it lost:");
        assertThat(task("shop", "topic: shop.wide, partitions: 3", "").finding("topics"))
                .isInstanceOf(Passed.class);
        new KafkaPaste(administrator, "shop").run(remedy.get(1));
        assertThat(admin.listTopics().names().get())
                .as("a pattern takes it for the same name")
                .contains("shop-wide");
        assertFinding(task, "topics", new Passed("0 are there, 2 can be made"));
    }

    @Test
    void brokersThatNobodyKnowsAreTold() throws Exception {
        Source task = task("shop", "topic: shop", "");
        Files.writeString(task.task(), Files.readString(task.task()).replace(kafka.bootstrap(), "kafka.invalid:9092"));

        assertThat(task.finding("brokers"))
                .isEqualTo(new Failed(
                        "no address is known for any of the brokers 'kafka.invalid:9092'",
                        "brokers that answer, and a login that they take",
                        "Check sink.kafka.brokers"));
    }

    @Test
    void aPropertyThatDoesNotCountIsTold() throws Exception {
        Source task = task("shop", "topic: shop", "");
        Files.writeString(
                task.task(),
                Files.readString(task.task())
                        .replace("properties:\n", "properties:\n      transaction.timeout.ms: long\n"));

        assertThat(task.finding("transactions"))
                .isEqualTo(new CouldNotRun(
                        "sink.kafka.properties.transaction.timeout.ms: must be a number, but was 'long'"));
    }

    @Test
    void aTopicThatNoBrokerCanMakeIsTold() throws Exception {
        Source task = task("shop", "topic: shop.three, replication: 3", "");

        assertThat(task.finding("topics").seen())
                .startsWith(
                        "topic shop.three is missing, and the broker would not make it: Unable to replicate the partition 3 time(s): The target replication factor of 3 cannot be reached because only 1 broker(s) are registered; topic shop.three.dead-letter is missing");
        assertThat(task("shop", "topic: shop.three, replication: 1", "").finding("topics"))
                .isEqualTo(new Passed("0 are there, 2 can be made"));
        assertThat(admin.listTopics().names().get()).doesNotContain("shop.three");
    }

    @Test
    void rightsThatAreMissingAreGiven() throws Exception {
        create(new NewTopic("poor", 1, (short) 1), new NewTopic("poor.dead-letter", 1, (short) 1));
        Source task = task("poor", "topic: poor, retention: 7d", "");
        assertThat(task.finding("topics"))
                .isInstanceOfSatisfying(CouldNotRun.class, finding -> assertThat(finding.seen())
                        .startsWith("the broker refused what the job needs to know (")
                        .contains("Allow the task's user DESCRIBE, DESCRIBE_CONFIGS and WRITE on the topics"));

        Finding rights = task.finding("topic-rights");
        assertThat(rights.seen())
                .isEqualTo(
                        "it lacks Write, DescribeConfigs on topic poor; DescribeConfigs on the cluster; Write on transactional ids that begin with tidemark-shop-");
        paste(rights);
        assertFinding(task, "topic-rights", new Passed("it has them"));

        Finding hidden = task.finding("topics");
        assertThat(hidden.seen())
                .isEqualTo("topic poor.dead-letter is missing, and the broker would not make it: Authorization failed");
        paste(hidden);
        assertFinding(task, "topics", new Passed("2 are there, 0 can be made"));
        assertFinding(task, "transactions", new Passed("may stay open for 900000 ms"));
    }

    /** A broker may not know yet of a topic that was made a moment ago. */
    private static void create(NewTopic... topics) throws Exception {
        admin.createTopics(List.of(topics)).all().get();
        List<String> names = Stream.of(topics).map(NewTopic::name).toList();
        await().until(() -> admin.listTopics().names().get().containsAll(names));
    }

    /** Nor of what was pasted. */
    private static void assertFinding(Source task, String check, Finding expected) {
        await().untilAsserted(() -> assertThat(task.finding(check)).isEqualTo(expected));
    }

    private static void paste(Finding finding) throws Exception {
        for (String line : finding.remedy()) {
            new KafkaPaste(administrator, "poor").run(line);
        }
    }

    @Test
    void settingsThatATopicCanNotGiveAreTold() throws Exception {
        Finding finding = task("shop", "topic: shop.s, timestamps: seconds", "guard: { oversized: claim-check }\n")
                .finding("sink-settings");

        assertThat(finding)
                .isEqualTo(new Failed(
                        "guard.oversized: claim-check needs sink.files, as a topic has no place for values; sink.kafka.timestamps: seconds needs delivery: at-least-once, as the broker ends a transaction with a mark of its own, whose time is in milliseconds, and every search for a time in seconds would stop at the first",
                        "settings that go together",
                        "Use dead-letter, truncate or fail",
                        "Say delivery: at-least-once, or leave timestamps out"));
        assertThat(task(
                                "shop",
                                "topic: shop.s, timestamps: seconds, delivery: at-least-once",
                                "guard: { oversized: fail }\n")
                        .finding("sink-settings"))
                .isInstanceOf(Passed.class);
    }

    @Test
    void aLoginThatIsRefusedIsTold() throws Exception {
        Finding finding = task("nobody", "topic: shop", "").finding("brokers");

        assertThat(finding)
                .isEqualTo(new Failed(
                        "the broker refused the login (Authentication failed: Invalid username or password)",
                        "brokers that answer, and a login that they take",
                        "Check security.protocol, sasl.mechanism and sasl.jaas.config in sink.kafka.properties"));
        assertThat(task("shop", "topic: shop", "").finding("brokers"))
                .isEqualTo(new Passed("1 broker at " + kafka.bootstrap()));
    }

    @Test
    void aLoginThatCanNotBeReadIsNotQuoted() throws Exception {
        Files.writeString(directory.resolve("login"), "Module canary password=\"canary\"");
        Source task = source.into("""
                sink:
                  kafka:
                    brokers: "%s"
                    topic: shop
                    properties: { security.protocol: SASL_PLAINTEXT, sasl.jaas.config: "${file:%s}" }
                """.formatted(kafka.bootstrap(), directory.resolve("login")));

        assertThat(task.finding("brokers").toString())
                .contains("sasl.jaas.config is not of the form CLASS required")
                .doesNotContain("canary");
    }

    private static Source task(String login, String settings, String more) throws IOException {
        Files.writeString(directory.resolve("kafka-password"), PASSWORD);
        return source.into("""
                %ssink:
                  kafka:
                    brokers: "%s"
                    %s
                    properties:
                      security.protocol: SASL_PLAINTEXT
                      sasl.mechanism: PLAIN
                      sasl.jaas.config: 'org.apache.kafka.common.security.plain.PlainLoginModule required username="%s" password="${file:%s}";'
                """.formatted(
                more, kafka.bootstrap(), settings.replace(", ", "\n    "), login, directory.resolve("kafka-password")));
    }
}
