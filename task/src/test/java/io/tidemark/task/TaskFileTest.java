package io.tidemark.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TaskFileTest {

    private final Path folder;
    private final Path password;

    TaskFileTest(@TempDir Path folder) throws IOException {
        this.folder = folder;
        this.password = Files.writeString(folder.resolve("password"), "hunter2\n");
    }

    @Test
    void readsEveryKey() throws Exception {
        TestCertificates.writeTo(folder);
        Files.createFile(folder.resolve("functions.jar"));

        TaskFile task = read("""
                task: shop
                source:
                  host: db.internal
                  port: 6432
                  database: shop
                  user: tidemark
                  password: ${env:SHOP_PASSWORD}
                  tls: { mode: verify-ca, ca: ca.pem, certificate: client.pem, key: client-encrypted.key, key-password: "${file:password}" }
                objects:
                  - schema: sales
                    replica-identity: full
                  - table: public.orders
                    columns: [id, amount, '"placed At"']
                    where: "amount > 0"
                    operations: [update, insert]
                  - table: '"My Schema"."a.b"'
                capture: { rows: true, ddl: false }
                normalise:
                  float-digits: 6
                  double-digits: 15
                  zone: Asia/Shanghai
                  columns: { public.orders.amount: { digits: 2 } }
                functions:
                  jar: functions.jar
                  apply:
                    - function: pseudonym
                      columns: [public.orders.buyer, '"My Schema"."a.b"."E-Mail"']
                      options: { key: "${env:SHOP_PASSWORD}", length: 16 }
                      optional: true
                    - { function: trim, columns: [public.orders.note] }
                guard: { row-limit: 64KiB, record-limit: 1GiB, oversized: claim-check }
                retry: { connection: 24h, other: 90s }
                sink:
                  kafka:
                    brokers: "kafka-1:9092,kafka-2:9092"
                    topic: shop
                    partitions: 4
                    format: json
                    retention: 7d
                    delivery: at-least-once
                    timestamps: seconds
                    replication: 3
                    max-groups: 50
                    properties: { security.protocol: SASL_SSL, sasl.jaas.config: 'Login password="${env:SHOP_PASSWORD}";' }
                """);

        assertThat(task)
                .isEqualTo(new TaskFile(
                        "shop",
                        new Source(
                                "db.internal",
                                6432,
                                "shop",
                                "tidemark",
                                new Secret(Secret.Place.ENV, "SHOP_PASSWORD"),
                                new Tls(
                                        Tls.Mode.VERIFY_CA,
                                        folder.resolve("ca.pem").toString(),
                                        folder.resolve("client.pem").toString(),
                                        folder.resolve("client-encrypted.key").toString(),
                                        new Secret(Secret.Place.FILE, password.toString()))),
                        List.of(
                                new Selection.Schema("sales", Selection.ReplicaIdentity.FULL),
                                new Selection.Table(
                                        new TableName("public", "orders"),
                                        List.of("id", "amount", "placed At"),
                                        "amount > 0",
                                        List.of(Selection.RowOperation.INSERT, Selection.RowOperation.UPDATE),
                                        Selection.ReplicaIdentity.AS_IT_IS),
                                new Selection.Table(
                                        new TableName("My Schema", "a.b"),
                                        List.of(),
                                        null,
                                        List.of(),
                                        Selection.ReplicaIdentity.AS_IT_IS)),
                        new Capture(true, false),
                        new Normalise(
                                6,
                                15,
                                ZoneId.of("Asia/Shanghai"),
                                Map.of(new ColumnName(new TableName("public", "orders"), "amount"), 2)),
                        new Functions(
                                folder.resolve("functions.jar").toString(),
                                List.of(
                                        new Functions.Application(
                                                "pseudonym",
                                                List.of(
                                                        new ColumnName(new TableName("public", "orders"), "buyer"),
                                                        new ColumnName(new TableName("My Schema", "a.b"), "E-Mail")),
                                                Map.of(
                                                        "key",
                                                        new SecretText("${env:SHOP_PASSWORD}"),
                                                        "length",
                                                        new SecretText("16")),
                                                true),
                                        new Functions.Application(
                                                "trim",
                                                List.of(new ColumnName(new TableName("public", "orders"), "note")),
                                                Map.of(),
                                                false))),
                        new Guard(65_536, 1_073_741_824, Guard.Oversized.CLAIM_CHECK),
                        new Retry(Duration.ofDays(1), Duration.ofSeconds(90)),
                        new Sink.Kafka(
                                "kafka-1:9092,kafka-2:9092",
                                new TopicNames("shop"),
                                4,
                                Sink.Format.JSON,
                                Duration.ofDays(7),
                                Sink.Kafka.Delivery.AT_LEAST_ONCE,
                                Sink.Kafka.Timestamps.SECONDS,
                                3,
                                50,
                                Map.of(
                                        "security.protocol",
                                        new SecretText("SASL_SSL"),
                                        "sasl.jaas.config",
                                        new SecretText("Login password=\"${env:SHOP_PASSWORD}\";")))));
    }

    @Test
    void fillsInTheDefaultsOfDts() throws IOException {
        TaskFile task = read(shortest());

        assertThat(task)
                .isEqualTo(new TaskFile(
                        "shop",
                        new Source(
                                "db.internal",
                                5432,
                                "shop",
                                "tidemark",
                                new Secret(Secret.Place.FILE, password.toString()),
                                new Tls(Tls.Mode.VERIFY_FULL, null, null, null, null)),
                        List.of(),
                        new Capture(true, true),
                        new Normalise(38, 308, ZoneId.of("+08:00"), Map.of()),
                        null,
                        new Guard(16_777_216, 268_435_456, Guard.Oversized.DEAD_LETTER),
                        new Retry(Duration.ofMinutes(720), Duration.ofMinutes(10)),
                        new Sink.Files(folder.resolve("data").toUri(), Sink.Format.JSON, Duration.ofHours(24))));
        assertThat(((Sink.Files) task.sink()).path()).isEqualTo(folder.resolve("data"));
    }

    @Test
    void writesAvroToKafkaUnlessToldOtherwise() throws IOException {
        TaskFile task =
                read(shortest().replace("files: { directory: data }", "kafka: { brokers: 'k:9092', topic: t }"));

        assertThat(task.sink())
                .isEqualTo(new Sink.Kafka(
                        "k:9092",
                        new TopicNames("t"),
                        1,
                        Sink.Format.DTS_AVRO,
                        Duration.ofHours(24),
                        Sink.Kafka.Delivery.EXACTLY_ONCE,
                        Sink.Kafka.Timestamps.MILLISECONDS,
                        null,
                        20,
                        Map.of()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/data/shop",
                "file:/data/shop",
                "file:///data/shop",
                "file:///data/x/../shop",
                "../../../../../../../data/shop"
            })
    void takesAFolderAsAPathOrAUri(String directory) throws IOException {
        TaskFile task = read(shortest().replace("directory: data", "directory: " + directory));

        assertThat(((Sink.Files) task.sink()).path()).isEqualTo(Path.of("/data/shop"));
    }

    @Test
    void readsAnOffsetThatYamlTakesForANumberOfMinutes() throws IOException {
        TaskFile task = read(shortest() + "normalise: { zone: -03:30 }\n");

        assertThat(task.normalise().zone()).isEqualTo(ZoneId.of("-03:30"));
    }

    @Test
    void namesSlotAndPublicationAfterTheTask() throws IOException {
        TaskFile task = read(shortest());

        assertThat(task.slotName()).isEqualTo("dts_sync_shop");
        assertThat(task.publicationName()).isEqualTo("dts_sync_shop");
    }

    @Test
    void takesANameThatJustFitsIntoASlotName() throws IOException {
        String longest = "a".repeat(54);

        assertThat(read(shortest().replace("task: shop", "task: " + longest)).slotName())
                .hasSize(63);
        assertThatThrownBy(() -> read(shortest().replace("task: shop", "task: a" + longest)))
                .isInstanceOf(TaskFileException.class)
                .hasMessage(
                        "shop.yaml:1: task: must be 1 to 54 of the characters a-z, 0-9 and _, as it becomes part of a"
                                + " slot's name, but was 'a" + longest + "'");
    }

    @Test
    void travelsInAJobGraph() throws Exception {
        TestCertificates.writeTo(folder);
        TaskFile task = read(shortest() + "normalise: { columns: { a.b.c: { digits: 1 } } }\n");

        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new ObjectOutputStream(bytes).writeObject(task);
        Object copy = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject();

        assertThat(copy).isEqualTo(task);
    }

    @Test
    void needsNoPasswordWhereACertificateIsShown() throws Exception {
        TestCertificates.writeTo(folder);

        TaskFile task = read(shortest()
                .replace(
                        "password: ${file:password}", "tls: { ca: ca.pem, certificate: client.pem, key: client.key }"));

        assertThat(task.source().password()).isNull();
    }

    @Test
    void canBeReadWhereTheSecretsAndTheFilesOfTlsAreNot() throws IOException {
        Path file = Files.writeString(folder.resolve("shop.yaml"), """
                task: shop
                source:
                  host: db.internal
                  database: shop
                  user: tidemark
                  password: ${env:NOT_SET}
                  tls: { ca: no/ca.pem, certificate: no.pem, key: no.key, key-password: "${file:no}" }
                sink:
                  kafka: { brokers: 'k:9092', topic: t, properties: { a.password: '${env:NOT_SET}' } }
                """);

        Source source = TaskFile.readWithoutSecrets(file).source();

        Secret password = new Secret(Secret.Place.ENV, "NOT_SET");
        assertThat(source.password()).isEqualTo(password);
        assertThat(source.tls())
                .isEqualTo(new Tls(
                        Tls.Mode.VERIFY_FULL,
                        folder.resolve("no/ca.pem").toString(),
                        folder.resolve("no.pem").toString(),
                        folder.resolve("no.key").toString(),
                        new Secret(Secret.Place.FILE, folder.resolve("no").toString())));
        assertThatThrownBy(password::reveal)
                .isInstanceOf(SecretUnavailableException.class)
                .hasMessage("the environment variable 'NOT_SET' is not set");
    }

    @ParameterizedTest
    @ValueSource(strings = {"password: hunter2", "password: ${env:A B}", "password: ''"})
    void aReferenceMustBeWellWrittenWhereverItIsRead(String password) throws IOException {
        Path file = Files.writeString(
                folder.resolve("shop.yaml"), shortest().replace("password: ${file:password}", password));

        assertThatThrownBy(() -> TaskFile.readWithoutSecrets(file))
                .isInstanceOf(TaskFileException.class)
                .hasMessageStartingWith("shop.yaml:6: source.password: must ")
                .hasMessageNotContaining("hunter2");
    }

    private static String shortest() {
        return """
                task: shop
                source:
                  host: db.internal
                  database: shop
                  user: tidemark
                  password: ${file:password}
                sink:
                  files: { directory: data }
                """;
    }

    private TaskFile read(String yaml) throws IOException {
        return TaskFile.read(Files.writeString(folder.resolve("shop.yaml"), yaml), Map.of("SHOP_PASSWORD", "hunter2"));
    }
}
