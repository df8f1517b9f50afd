package io.tidemark.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TaskFileProblemsTest {

    /** Good as it stands; each case breaks one line of it, or adds some at the end, which is line 10. */
    private static final String GOOD = """
            task: shop
            source:
              host: db.internal
              port: 5432
              database: shop
              user: tidemark
              password: ${env:SHOP_PASSWORD}
            sink:
              files: { directory: /data/shop }
            """;

    private final Path folder;

    TaskFileProblemsTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void tellsAllProblemsAtOnceInTheOrderOfTheFile() throws IOException {
        TaskFileException failure = failure("""
                task: Shop
                source:
                  host: db.internal,db2.internal
                  port: 0
                  user: tidemark
                  pasword: hunter2
                  tls: { mode: verify, ca: ca.pem }
                capture: { rows: yes }
                retry: { connection: 5m, other: 2d }
                guard: { row-limit: 16MB }
                sink:
                  files: { directory: "s3://key:hunter2@bucket/x" }
                  kafka: { topic: "a b", partitions: 0 }
                """);

        assertThat(failure).hasMessage("""
                        shop.yaml:1: task: must be 1 to 54 of the characters a-z, 0-9 and _, as it becomes part of a slot's name, but was 'Shop'
                        shop.yaml:2: source.database: is missing
                        shop.yaml:2: source.password: is missing, and there is no source.tls.certificate to show instead
                        shop.yaml:3: source.host: must be one host name or address, but was 'db.internal,db2.internal'
                        shop.yaml:4: source.port: must be a number from 1 to 65535, but was '0'
                        shop.yaml:6: source.pasword: is not a key of the task file; did you mean 'password'?
                        shop.yaml:7: source.tls.mode: must be one of verify-full, verify-ca, require, prefer, disable, but was 'verify'
                        shop.yaml:7: source.tls.ca: must be a file that can be read, but '%s' is none
                        shop.yaml:8: capture.rows: must be true or false, but was 'yes'
                        shop.yaml:9: retry.connection: must be from 10m to 1440m, but was '5m'
                        shop.yaml:9: retry.other: must be from 1m to 1440m, but was '2880m'
                        shop.yaml:10: guard.row-limit: must be a size such as 64KiB, 16MiB, 1GiB or 1048576, but was '16MB'
                        shop.yaml:11: sink: must have exactly one of kafka and files, but has both
                        shop.yaml:12: sink.files.directory: must be a folder of this machine, a path or a file:/// URI, but has the scheme 's3'
                        shop.yaml:13: sink.kafka.brokers: is missing
                        shop.yaml:13: sink.kafka.topic: must be 1 to 237 of the characters a-z, A-Z, 0-9, '.', '_' and '-', and may have {schema} and {table} in it, but was 'a b'
                        shop.yaml:13: sink.kafka.partitions: must be a number from 1 to 10000, but was '0'""".formatted(folder.resolve("ca.pem")));
        assertThat(failure.problems())
                .hasSize(17)
                .contains(new Problem(4, "source.port", "must be a number from 1 to 65535, but was '0'"));
    }

    static Stream<Arguments> lines() {
        return Stream.of(
                arguments(
                        "task: shop",
                        "other: 1",
                        List.of(
                                "1: task: is missing",
                                "1: other: is not a key of the task file; known here: task, source, objects, capture, normalise,"
                                        + " functions, guard, retry, sink")),
                arguments("task: shop", "task:", List.of("1: task: must be one value, but is empty")),
                arguments("task: shop", "task: [shop]", List.of("1: task: must be one value, but is a list")),
                arguments(
                        "task: shop", "task: { a: b }", List.of("1: task: must be one value, but is keys with values")),
                arguments("task: shop", "task: shop\ntask: shop2", List.of("2: task: is given twice, first in line 1")),
                arguments(
                        "task: shop",
                        "task: shop\n[a]: b",
                        List.of("2: must have names for keys, but one is a list or has keys itself")),
                arguments(
                        "  port: 5432",
                        "  port: 5432.0",
                        List.of("4: source.port: must be a number from 1 to 65535, but was '5432.0'")),
                arguments(
                        "  port: 5432",
                        "  port: 0x10",
                        List.of("4: source.port: must be a number from 1 to 65535, but was '0x10'")),
                arguments(
                        "  port: 5432",
                        "  port: 65536",
                        List.of("4: source.port: must be a number from 1 to 65535, but was '65536'")),
                arguments(
                        "  port: 5432",
                        "  url: 'jdbc:postgresql://x/?sslmode=disable'",
                        List.of(
                                "4: source.url: is not a key of the task file; known here: tls, host, port, database, user,"
                                        + " password")),
                arguments(
                        "  host: db.internal",
                        "  host: x/shop?sslmode=disable",
                        List.of("3: source.host: must be one host name or address, but was 'x/shop?sslmode=disable'")),
                arguments(
                        "  user: tidemark",
                        "  user: ''",
                        List.of("6: source.user: must not be blank and not hold U+0000")),
                arguments(
                        "${env:SHOP_PASSWORD}",
                        "hunter2",
                        List.of("7: source.password: must be a reference such as ${env:SHOP_PASSWORD} or"
                                + " ${file:/run/secrets/shop}; a secret itself is refused here")),
                arguments(
                        "${env:SHOP_PASSWORD}",
                        "hunter2${env:SHOP_PASSWORD}",
                        List.of("7: source.password: must be a reference such as ${env:SHOP_PASSWORD} or"
                                + " ${file:/run/secrets/shop}; a secret itself is refused here")),
                arguments(
                        "${env:SHOP_PASSWORD}",
                        "[hunter2]",
                        List.of("7: source.password: must be one value, but is a list")),
                arguments(
                        "${env:SHOP_PASSWORD}",
                        "${env:NOT_SET}",
                        List.of("7: source.password: the environment variable 'NOT_SET' is not set")),
                arguments("${env:SHOP_PASSWORD}", "${env:EMPTY}", List.of("7: source.password: ${env:EMPTY} is empty")),
                arguments(
                        "${env:SHOP_PASSWORD}",
                        "${env:A-B}",
                        List.of(
                                "7: source.password: must name an environment variable after 'env:': letters, digits and _")),
                arguments(
                        "${env:SHOP_PASSWORD}",
                        "${file:/no/such/file}",
                        List.of("7: source.password: the file '/no/such/file' does not exist")),
                arguments(
                        "files: { directory: /data/shop }",
                        "files: {}",
                        List.of("9: sink.files.directory: is missing")),
                arguments(
                        "files: { directory: /data/shop }",
                        "file: { directory: /data/shop }",
                        List.of(
                                "8: sink: must have exactly one of kafka and files, but has neither",
                                "9: sink.file: is not a key of the task file; did you mean 'files'?")),
                arguments(
                        "files: { directory: /data/shop }",
                        "{}",
                        List.of("8: sink: must have exactly one of kafka and files, but has neither")),
                arguments(
                        "files: { directory: /data/shop }",
                        "files: { directory: /data, format: csv }",
                        List.of("9: sink.files.format: must be one of dts-avro, json, but was 'csv'")),
                arguments(
                        "files: { directory: /data/shop }",
                        "files: { directory: /data, retention: 0h }",
                        List.of(
                                "9: sink.files.retention: must be a duration such as 90s, 720m, 24h or 7d, but was '0h'")),
                arguments(
                        "files: { directory: /data/shop }",
                        "files: { directory: 'file://host/x' }",
                        List.of("9: sink.files.directory: must be a path or a file:/// URI, but was 'file://host/x'")),
                arguments(
                        "files: { directory: /data/shop }",
                        "kafka: { brokers: kafka, topic: t }",
                        List.of(
                                "9: sink.kafka.brokers: must be host:port, several joined by commas without spaces, but was"
                                        + " 'kafka'")),
                arguments(
                        "files: { directory: /data/shop }",
                        "kafka: { brokers: 'k:1', topic: t, properties: { ssl.key.password: hunter2 } }",
                        List.of("9: sink.kafka.properties.ssl.key.password: must hold its secret as a reference such as"
                                + " ${env:KAFKA_PASSWORD}; a secret itself is refused here")),
                arguments(
                        "files: { directory: /data/shop }",
                        "kafka: { brokers: 'k:1', topic: t, delivery: once, replication: 0, properties: { acks: '1' } }",
                        List.of(
                                "9: sink.kafka.delivery: must be one of exactly-once, at-least-once, but was 'once'",
                                "9: sink.kafka.replication: must be a number from 1 to 32767, but was '0'",
                                "9: sink.kafka.properties.acks: is set by Tidemark, as its promises rest on it: leave it out")),
                arguments(
                        "files: { directory: /data/shop }",
                        "kafka: { brokers: 'k:1', topic: t, properties: { a: '${ENV:X}' } }",
                        List.of("9: sink.kafka.properties.a: must have '${' only in references such as"
                                + " ${env:KAFKA_PASSWORD} or ${file:/run/secrets/kafka}")));
    }

    @ParameterizedTest
    @MethodSource("lines")
    void tellsWhatIsWrongWithALine(String line, String broken, List<String> problems) throws IOException {
        assertThat(failure(GOOD.replace(line, broken)))
                .hasMessage(problems.stream().map("shop.yaml:"::concat).collect(Collectors.joining("\n")));
    }

    static Stream<Arguments> additions() {
        return Stream.of(
                arguments("objects: []", "10: objects: must not be empty; leave the key out for all"),
                arguments("objects:", "10: objects: must be a list, but is empty"),
                arguments("objects: public.orders", "10: objects: must be a list, but is one value"),
                arguments("objects: [public.orders]", "10: objects[0]: must be keys with values, but is one value"),
                arguments("objects: [{}]", "10: objects[0]: must have either schema or table"),
                arguments(
                        "objects:\n  - schema: a\n  - { schema: b, table: b.c }",
                        "12: objects[1]: must have either schema or table"),
                arguments(
                        "objects:\n  - schema: a\n    where: 'true'",
                        "12: objects[0].where: cannot stand beside schema, which takes its tables whole"),
                arguments(
                        "objects:\n  - schema: a\n  - table: a.b",
                        "12: objects[1]: is selected already by another entry"),
                arguments(
                        "objects:\n  - table: a.b\n  - table: '\"a\".\"b\"'",
                        "12: objects[1]: is selected already by another entry"),
                arguments(
                        "objects: [{ table: orders }]", "10: objects[0].table: must be schema.table, but was 'orders'"),
                arguments(
                        "objects: [{ table: Sales.Orders }]",
                        "10: objects[0].table: must be a name as in SQL, in double quotes if it has more than small"
                                + " letters, digits and _, such as public.\"Orders\", but was 'Sales.Orders'"),
                arguments(
                        "objects: [{ schema: a.b }]",
                        "10: objects[0].schema: must be one name without a dot, but was 'a.b'"),
                arguments(
                        "objects: [{ table: a.b, columns: [id, amount, id] }]",
                        "10: objects[0].columns[2]: is given twice"),
                arguments(
                        "objects: [{ table: a.b, operations: [upsert] }]",
                        "10: objects[0].operations[0]: must be one of insert, update, delete, truncate, but was"
                                + " 'upsert'"),
                arguments(
                        "objects: [{ table: a.b, columns: [id], replica-identity: full }]",
                        "10: objects[0].replica-identity: must not be full beside columns: the server would refuse the"
                                + " table's updates and deletes"),
                arguments(
                        "objects: [{ table: a.b, colums: [id] }]",
                        "10: objects[0].colums: is not a key of the task file; did you mean 'columns'?"),
                arguments(
                        "capture: { rows: false, ddl: false }",
                        "10: capture: rows and ddl are both false, so that there is nothing to track"),
                arguments(
                        "normalise: { float-digits: 39 }",
                        "10: normalise.float-digits: must be a number from 0 to 38, but was '39'"),
                arguments(
                        "normalise: { double-digits: -1 }",
                        "10: normalise.double-digits: must be a number from 0 to 308, but was '-1'"),
                arguments(
                        "normalise: { zone: Mars/Olympus }",
                        "10: normalise.zone: must be an offset such as +08:00 or a zone such as Asia/Shanghai, but was"
                                + " 'Mars/Olympus'"),
                arguments(
                        "normalise:\n  columns:\n    orders.amount: { digits: 2 }",
                        "12: normalise.columns.orders.amount: must be schema.table.column, but was 'orders.amount'"),
                arguments("normalise:\n  columns:\n    a.b.c: {}", "12: normalise.columns.a.b.c.digits: is missing"),
                arguments(
                        "normalise:\n  columns:\n    a.b.c: { digits: 1 }\n    '\"a\".b.c': { digits: 2 }",
                        "13: normalise.columns.\"a\".b.c: is the same column as another key"),
                arguments("functions: {}", """
                        10: functions.jar: is missing
                        shop.yaml:10: functions.apply: is missing"""),
                arguments(
                        "functions: { jar: none.jar, apply: [{ function: f, columns: [a.b.c] }] }",
                        "10: functions.jar: must be a file that can be read, but 'FOLDER/none.jar' is none"),
                arguments("functions: { jar: shop.yaml, apply: [] }", "10: functions.apply: must not be empty"),
                arguments("functions: { jar: shop.yaml, apply: [{}] }", """
                        10: functions.apply[0].function: is missing
                        shop.yaml:10: functions.apply[0].columns: is missing"""),
                arguments(
                        "functions: { jar: shop.yaml, apply: [{ function: f, columns: [a.b] }] }",
                        "10: functions.apply[0].columns[0]: must be schema.table.column, but was 'a.b'"),
                arguments("""
                        functions:
                          jar: shop.yaml
                          apply:
                            - { function: f, columns: [a.b.c] }
                            - function: g
                              columns:
                                - '"a".b.c'
                        """, "16: functions.apply[1].columns[0]: has a function already: a column takes one"),
                arguments(
                        """
                        normalise: { columns: { a.b.c: { digits: 1 } } }
                        functions: { jar: shop.yaml, apply: [{ function: f, columns: [a.b.c] }] }
                        """,
                        "11: functions.apply[0].columns[0]: has digits in normalise.columns, but what a function gives is"
                                + " not rounded: remove one"),
                arguments(
                        "functions: { jar: shop.yaml, apply: [{ function: f, columns: [a.b.c], options: { api-token: hunter2 } }] }",
                        "10: functions.apply[0].options.api-token: must hold its secret as a reference such as"
                                + " ${env:FUNCTION_KEY}; a secret itself is refused here"),
                arguments(
                        "functions: { jar: shop.yaml, apply: [{ function: f, column: [a.b.c], optional: maybe }] }",
                        """
                        10: functions.apply[0].columns: is missing
                        shop.yaml:10: functions.apply[0].optional: must be true or false, but was 'maybe'
                        shop.yaml:10: functions.apply[0].column: is not a key of the task file; did you mean 'columns'?"""),
                arguments(
                        "guard: { row-limit: 2GiB }",
                        "10: guard: row-limit must be at least 1 byte and at most record-limit, but was 2147483648 bytes"
                                + " with a record-limit of 268435456 bytes"),
                arguments(
                        "guard: { oversized: drop }",
                        "10: guard.oversized: must be one of fail, dead-letter, truncate, claim-check, but was 'drop'"),
                arguments(
                        "retry: { connection: 10m }",
                        "10: retry: other must be less than connection, but was 10m with a connection of 10m"),
                arguments("retry: { other: 30s }", "10: retry.other: must be from 1m to 1440m, but was '30s'"),
                arguments(
                        "retry: { connection: 720 }",
                        "10: retry.connection: must be a duration such as 90s, 720m, 24h or 7d, but was '720'"),
                arguments("sink_: 1", "10: sink_: is not a key of the task file; did you mean 'sink'?"));
    }

    @ParameterizedTest
    @MethodSource("additions")
    void tellsWhatIsWrongWithAnAddition(String addition, String problem) throws IOException {
        assertThat(failure(GOOD + addition)).hasMessage("shop.yaml:" + problem.replace("FOLDER", folder.toString()));
    }

    static Stream<Arguments> tlsSections() {
        String certificates = "ca: ca.pem, certificate: client.pem, ";
        return Stream.of(
                arguments(
                        "mode: require, ca: ca.pem",
                        "ca: is not looked at in mode 'require'; use verify-full or verify-ca, or leave it out"),
                arguments(
                        "certificate: client.pem, key: client.key",
                        "ca: is missing: with a client certificate, the server's CA must be given too"),
                arguments("ca: ca.pem, key: client.key", "certificate: is missing: certificate and key go together"),
                arguments("ca: ca.pem, certificate: client.pem", "key: is missing: certificate and key go together"),
                arguments(
                        "mode: disable, certificate: client.pem, key: client.key",
                        "certificate: cannot be shown in mode 'disable'"),
                arguments("key-password: '${env:SHOP_PASSWORD}'", "key-password: has no key to open"),
                arguments(
                        "ca: client.der",
                        "ca: must be a file of certificates, in PEM or DER, but 'FOLDER/client.der' has none that can be"
                                + " read"),
                arguments(
                        certificates + "key: client-encrypted.key",
                        "key: is encrypted; give its password as source.tls.key-password"),
                arguments(
                        certificates + "key: client-encrypted.der, key-password: '${env:WRONG}'",
                        "key: cannot be opened with source.tls.key-password"),
                arguments(
                        certificates + "key: client.pem",
                        "key: must be a PKCS#8 key, but is a PEM file with 'CERTIFICATE'; convert the key with: openssl"
                                + " pkcs8 -topk8 -in old.key -out new.key"),
                arguments(
                        certificates + "key: shop.yaml",
                        "key: must be a PKCS#8 key of type RSA, EC or EdDSA, in PEM or DER"));
    }

    @ParameterizedTest
    @MethodSource("tlsSections")
    void tellsWhatIsWrongWithTls(String tls, String problem) throws Exception {
        TestCertificates.writeTo(folder);

        assertThat(failure(GOOD.replace("sink:", "  tls: { %s }\nsink:".formatted(tls))))
                .hasMessage("shop.yaml:8: source.tls." + problem.replace("FOLDER", folder.toString()));
    }

    @ParameterizedTest
    @MethodSource("notYaml")
    void tellsWhereAFileIsNotYaml(String text, String problem) throws IOException {
        assertThat(failure(text)).hasMessage("shop.yaml:" + problem);
    }

    static Stream<Arguments> notYaml() {
        return Stream.of(
                arguments("", "1: the file is empty"),
                arguments("# nothing yet\n", "1: the file is empty"),
                arguments("just text", "1: must be keys with values, but is one value"),
                arguments("task: shop\n  source: x", "2: not YAML at column 9: mapping values are not allowed here"),
                arguments(
                        "task: shop\n\tsource: x",
                        "2: not YAML at column 1: found character '\\t(TAB)' that cannot start any token. (Do not use \\t(TAB) for indentation)"),
                arguments("task: {shop", "1: not YAML at column 12: expected ',' or '}', but got <stream end>"),
                arguments(
                        "password: *hunter2",
                        "1: not YAML at column 11: a value that begins with '*' or '!' must be in quotes"),
                arguments(
                        "password: !hunter2!x",
                        "1: not YAML at column 11: a value that begins with '*' or '!' must be in quotes"),
                arguments("a: b\n---\nc: d", "2: not YAML at column 1: but found another document"),
                arguments("a: \u0007", "1: a character at offset 3 is not allowed in YAML"));
    }

    @Test
    void saysThatThereIsNoFile() {
        TaskFileException failure = catchThrowableOfType(
                TaskFileException.class, () -> TaskFile.read(folder.resolve("none.yaml"), Map.of()));

        assertThat(failure).hasMessage("none.yaml:1: the file does not exist");
    }

    @Test
    void saysThatAFileIsNotText() throws IOException {
        Path file = Files.write(folder.resolve("shop.yaml"), new byte[] {(byte) 0xFF, (byte) 0xFE});

        assertThat(catchThrowableOfType(TaskFileException.class, () -> TaskFile.read(file, Map.of())))
                .hasMessage("shop.yaml:1: the file is not UTF-8 text");
    }

    @Test
    void saysThatAFileIsAFolder() {
        assertThat(catchThrowableOfType(TaskFileException.class, () -> TaskFile.read(folder, Map.of())))
                .hasMessage(folder.getFileName() + ":1: the file cannot be read: Is a directory");
    }

    private TaskFileException failure(String yaml) throws IOException {
        Path file = Files.writeString(folder.resolve("shop.yaml"), yaml);
        return catchThrowableOfType(
                TaskFileException.class,
                () -> TaskFile.read(file, Map.of("SHOP_PASSWORD", "secret", "EMPTY", "", "WRONG", "wrong")));
    }
}
