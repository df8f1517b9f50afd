package io.tidemark.precheck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidemark.embedded.server.PostgresServer;
import io.tidemark.embedded.server.PostgresServer.StopMode;
import io.tidemark.task.FakeServer;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever can't be let in is told why in one sentence, and its exit code whether trying again can help. */
class ConnectFailuresIT {

    private static final int READY = 0;
    private static final int NOT_READY = 1;
    private static final int NO_ANSWER = 3;

    @TempDir
    static Path directory;

    private static PostgresServer server;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeAll
    static void startServer() throws Exception {
        server = GuardedServer.startIn(directory);
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @Test
    void theRightOneIsLetIn() throws Exception {
        assertThat(precheck(task("tidemark", "tls: { mode: disable }"), "--only", "replication-login"))
                .as(err.toString())
                .isEqualTo(READY);
    }

    @Test
    void aCertificateAndAnEncryptedKeyLetIn() throws Exception {
        Path task = task("cert_user", """
                tls: { ca: ca.pem, certificate: client.pem, key: client-encrypted.key, key-password: "${file:key-password}" }
                """).toRealPath();
        Files.writeString(
                task, Files.readString(task).replace("127.0.0.1", "localhost").replaceFirst("  password: .*\n", ""));

        assertThat(precheck(task, "--only", "tls,replication-login"))
                .as(err.toString())
                .isEqualTo(READY);
        assertThat(out.toString()).containsPattern("tls +passed +encrypted, certificate and name verified");

        Files.writeString(task, Files.readString(task).replace("key-password}", "wrong}"));
        assertThat(precheck(task)).isEqualTo(2);
        assertThat(err.toString()).contains("source.tls.key");
    }

    @Test
    void aWrongPassword() throws Exception {
        Path task = task("tidemark", "tls: { mode: disable }");
        Files.writeString(task, Files.readString(task).replace("{file:password}", "{file:wrong}"));

        told(
                task,
                NOT_READY,
                "the server refused the password, which is taken from ${file:%s}; check it, and source.user"
                        .formatted(directory.resolve("wrong")));
    }

    @Test
    void aWrongHost() throws Exception {
        Path task = task("tidemark", "tls: { mode: disable }");
        Files.writeString(task, Files.readString(task).replace("host: 127.0.0.1", "host: db.invalid"));

        told(task, NO_ANSWER, "no address is known for the host 'db.invalid'; check source.host");
    }

    @Test
    void aServerThatDemandsTls() throws Exception {
        told(
                task("tls_only", "tls: { mode: disable }"),
                NOT_READY,
                "the server does not let this user in: no pg_hba.conf entry for host \"127.0.0.1\", user \"tls_only\", database \"postgres\", no encryption; it may demand TLS, which source.tls.mode 'disable' does not give");
    }

    @Test
    void aServerWithoutTls() throws Exception {
        try (FakeServer without = new FakeServer(FakeServer.withoutTls())) {
            told(
                    task("tidemark", "tls: { ca: ca.pem }", without.port()),
                    NOT_READY,
                    "the server does not offer TLS, but source.tls.mode is 'verify-full'; set ssl = on in the server, or set source.tls.mode to 'prefer' or 'disable'");
        }
    }

    @Test
    void aCertificateOfAnotherHost() throws Exception {
        told(
                task("tidemark", "tls: { ca: ca.pem }"),
                NOT_READY,
                "the server's certificate does not name the host '127.0.0.1'; set source.host to a name in it, or source.tls.mode to 'verify-ca', which does not look at names");
        told(
                task("tidemark", "tls: { ca: stranger.pem, mode: verify-ca }"),
                NOT_READY,
                "the server's certificate is not signed by a CA in '%s'; set source.tls.ca to the file of its CA"
                        .formatted(directory.resolve("stranger.pem")));
    }

    @Test
    void nobodyThere() throws Exception {
        told(
                task("tidemark", "tls: { mode: disable }", 1),
                NO_ANSWER,
                "nothing listens there; check source.host and source.port, and listen_addresses of the server");
    }

    @Test
    void aServerThatNeverAnswers() throws Exception {
        try (FakeServer silent = new FakeServer(FakeServer.silence())) {
            told(
                    task("tidemark", "tls: { mode: disable }", silent.port()),
                    NO_ANSWER,
                    "no answer in time; check source.host and source.port, and the firewalls in between",
                    "--timeout",
                    "1");
        }
    }

    @Test
    void aNetworkThatSwallowsPackets() throws Exception {
        try (SwallowedPackets network = new SwallowedPackets()) {
            told(
                    task("tidemark", "tls: { mode: disable }", network.port()),
                    NO_ANSWER,
                    "no answer in time; check source.host and source.port, and the firewalls in between",
                    "--timeout",
                    "1");
        }
    }

    @Test
    void aServerThatRecovers() throws Exception {
        try (PostgresServer standby =
                PostgresServer.startIn(directory.resolve("standby"), Map.of("fsync", "off", "hot_standby", "off"))) {
            standby.stop(StopMode.FAST);
            Files.createFile(directory.resolve("standby/data/standby.signal"));
            standby.start();

            told(
                    task("postgres", "tls: { mode: disable }", standby.port()),
                    NO_ANSWER,
                    "the server takes no connections at the moment: the database system is not accepting connections; try again when it has started");
        }
    }

    @Test
    void aDatabaseThatIsNotThere() throws Exception {
        Path task = task("tidemark", "tls: { mode: disable }");
        Files.writeString(task, Files.readString(task).replace("database: postgres", "database: \"it's %s\\e[2J\\n\""));

        told(task, NOT_READY, "the server has no database of this name; check source.database");
        assertThat(err.toString()).startsWith("cannot connect to database 'it's %s\\u001b[2J\\u000a' at 127.0.0.1:");
    }

    @Test
    void noConnectionLeft() throws Exception {
        told(
                task("crowd", "tls: { mode: disable }"),
                NO_ANSWER,
                "the server has no connection left: too many connections for role \"crowd\"; end sessions that nobody needs, or raise the limit: max_connections, or CONNECTION LIMIT of the role or the database");
    }

    @Test
    void nobodyOfThisName() throws Exception {
        Path task = task("stranger", "tls: { mode: require }");
        told(
                task,
                NOT_READY,
                "the server does not let this user in: no pg_hba.conf entry for host \"127.0.0.1\", user \"stranger\", database \"postgres\", SSL encryption; let it in by a line of that file, and reload the server");

        Path lines = directory.resolve("postgres/data/pg_hba.conf");
        Files.writeString(lines, Files.readString(lines) + "host postgres stranger all scram-sha-256\n");
        GuardedServer.reload(server);
        await().until(() -> precheck(task, "--only", "replication-login") == READY);
    }

    /** What PgBouncer 1.18 answers to the parameter {@code options}, byte by byte: it is not to be had as a Maven artifact. */
    @Test
    void aPoolerInBetween() throws Exception {
        try (FakeServer pooler = new FakeServer(FakeServer.error("08P01", "unsupported startup parameter: options"))) {
            told(
                    task("tidemark", "tls: { mode: disable }", pooler.port()),
                    NOT_READY,
                    "unsupported startup parameter: options; this is a connection pooler, which can't pass on what a task needs: set source.host and source.port to the server itself");
        }
    }

    @Test
    void aPoolerThatPassesOnOtherSessions() throws Exception {
        try (Pooler pooler = new Pooler(server.port())) {
            Path task = task("tidemark", "tls: { mode: disable }", pooler.port());

            assertThat(precheck(task, "--only", "replication-role,replication-login"))
                    .isEqualTo(NOT_READY);

            assertThat(out.toString())
                    .containsPattern("replication-role +passed +role 'tidemark' may replicate")
                    .contains("unsupported startup parameter: replication")
                    .contains(
                            "    remedy   Name the server itself in source.host and source.port: a pooler or proxy in between does not pass on the replication protocol\n");
        }
    }

    @Test
    void tenMistakesAreTenLinesInTheOrderOfTheFile() throws Exception {
        Path task = Files.writeString(directory.resolve("ten.yaml"), """
                sink:
                  files: { directory: data, format: csv }
                guard: { row-limit: 16MB }
                retries: {}
                objects:
                  - table: public.Orders
                  - schema: a.b
                source:
                  port: 0
                  host: "db internal"
                  user: tidemark
                  password: let-me-in
                  database: ""
                task: Shop
                """);

        assertThat(precheck(task)).isEqualTo(2);
        assertThat(err).hasToString("""
                %1$s:2: sink.files.format: must be one of dts-avro, json, but was 'csv'
                %1$s:3: guard.row-limit: must be a size such as 64KiB, 16MiB, 1GiB or 1048576, but was '16MB'
                %1$s:4: retries: is not a key of the task file; known here: task, source, objects, capture, normalise, functions, guard, retry, sink
                %1$s:6: objects[0].table: must be a name as in SQL, in double quotes if it has more than small letters, digits and _, such as public."Orders", but was 'public.Orders'
                %1$s:7: objects[1].schema: must be one name without a dot, but was 'a.b'
                %1$s:9: source.port: must be a number from 1 to 65535, but was '0'
                %1$s:10: source.host: must be one host name or address, but was 'db internal'
                %1$s:12: source.password: must be a reference such as ${env:SHOP_PASSWORD} or ${file:/run/secrets/shop}; a secret itself is refused here
                %1$s:13: source.database: must not be blank and not hold U+0000
                %1$s:14: task: must be 1 to 54 of the characters a-z, 0-9 and _, as it becomes part of a slot's name, but was 'Shop'
                """.formatted("ten.yaml"));
    }

    private void told(Path task, int exitCode, String sentence, String... arguments) throws Exception {
        err.getBuffer().setLength(0);
        assertThat(precheck(task, arguments)).as(err.toString()).isEqualTo(exitCode);
        assertThat(err.toString())
                .matches("(?s)cannot connect to database '[^\n]*' at [^ ]*:\\d+ as user '\\w+': [^\n]*\n")
                .endsWith("': " + sentence + "\n");
        assertThat(out.toString()).isEmpty();
    }

    private int precheck(Path task, String... arguments) {
        List<String> all = new ArrayList<>(List.of(task.toString()));
        all.addAll(List.of(arguments));
        return PrecheckCommand.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(all.toArray(String[]::new));
    }

    private static Path task(String user, String tls) throws Exception {
        return task(user, tls, server.port());
    }

    private static Path task(String user, String tls, int port) throws Exception {
        return Files.writeString(directory.resolve(user + ".yaml"), """
                task: shop
                source:
                  host: 127.0.0.1
                  port: %d
                  database: postgres
                  user: %s
                  password: ${file:password}
                  %s
                sink: { files: { directory: data } }
                """.formatted(port, user, tls.strip()));
    }
}
