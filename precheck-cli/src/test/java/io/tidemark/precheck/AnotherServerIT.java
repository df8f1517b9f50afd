package io.tidemark.precheck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidemark.embedded.server.PostgresServer;
import io.tidemark.precheck.Finding.Failed;
import io.tidemark.precheck.Finding.Passed;
import io.tidemark.precheck.Finding.Warning;
import io.tidemark.task.SourceConnection;
import io.tidemark.task.TaskFile;
import io.tidemark.task.TestCertificates;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.PGConnection;

/** Where the way out is another database, another server, or another way to it: it is gone, data and all. */
class AnotherServerIT {

    @TempDir
    static Path directory;

    private static PostgresServer server;

    @BeforeAll
    static void startServer() {
        server = PostgresServer.startIn(directory.resolve("postgres"), Map.of());
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @Test
    void bytesOfAnUnknownEncodingAreMovedByTheirTrueOne() throws Exception {
        try (Connection connection = server.connect("postgres");
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE ROLE ascii LOGIN PASSWORD 'let-me-in'");
            statement.execute("CREATE DATABASE ascii ENCODING 'SQL_ASCII' LOCALE 'C' TEMPLATE template0");
        }
        Source source = Source.of(server, directory, "ascii", "");
        source.run("CREATE TABLE t (v text)", "INSERT INTO t VALUES (E'caf\\xe9')");

        Finding finding = source.finding("encoding");
        assertThat(finding)
                .isEqualTo(new Failed(
                        "server_encoding = SQL_ASCII",
                        "any other encoding",
                        "CREATE DATABASE \"ascii_utf8\" ENCODING 'UTF8' LOCALE 'C' TEMPLATE template0;",
                        "then dump with pg_dump -E and the encoding that its bytes are in truth, such as LATIN1,",
                        "restore that into the new database, and name it in source.database"));

        source.run(Source.pasted(finding));
        Files.writeString(
                source.task(),
                Files.readString(source.task()).replace("database: \"ascii\"", "database: \"ascii_utf8\""));
        moveTable(source, new Source(server, "ascii_utf8", source.task()), "LATIN1");
        assertThat(source.finding("encoding")).isEqualTo(new Passed("server_encoding = UTF8"));
        assertThat(new Source(server, "ascii_utf8", source.task()).ask("SELECT v FROM t"))
                .isEqualTo("café");
    }

    @Test
    void anyEncodingThatIsKnownWillDo() throws Exception {
        try (Connection connection = server.connect("postgres");
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE ROLE latin LOGIN PASSWORD 'let-me-in'");
            statement.execute("CREATE DATABASE latin ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0");
        }

        assertThat(Source.of(server, directory, "latin", "").finding("encoding"))
                .isEqualTo(new Passed("server_encoding = LATIN1"));
    }

    @Test
    void whatIsRestoredIntoANewerServerIsTaken() throws Exception {
        try (PostgresServer old =
                PostgresServer.startIn(directory.resolve("old"), Map.of(), PostgresVersions.ofMajor(13))) {
            Source source = Source.made(old, directory, "old");
            source.run("CREATE TABLE t (v text)", "INSERT INTO t VALUES ('kept')");

            assertThat(source.finding("server-version").toString().replaceAll("13\\.\\d+", "13"))
                    .isEqualTo(new Failed(
                                    "PostgreSQL 13",
                                    "PostgreSQL 14 or later",
                                    "Upgrade the server with pg_upgrade; or restore a dump of it into a newer one,",
                                    "and name that in source.host and source.port")
                            .toString());

            Source newer = Source.made(server, directory, "old");
            moveTable(source, newer, "UTF8");
            assertThat(source.at(server.port(), "").finding("server-version").seen())
                    .startsWith("PostgreSQL 17.");
            assertThat(source.finding("server-version")).isInstanceOf(Passed.class);
            assertThat(newer.ask("SELECT v FROM t")).isEqualTo("kept");
        }
    }

    /** As a dump and a restore do: the programs are not among those that come with the test's servers. */
    private static void moveTable(Source from, Source to, String encoding) throws Exception {
        ByteArrayOutputStream dump = new ByteArrayOutputStream();
        try (Connection connection = from.server().connect(from.database())) {
            connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyOut("COPY t TO STDOUT (ENCODING '%s')".formatted(encoding), dump);
        }
        to.run("CREATE TABLE t (v text)");
        try (Connection connection = to.server().connect(to.database())) {
            connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn(
                            "COPY t FROM STDIN (ENCODING '%s')".formatted(encoding),
                            new ByteArrayInputStream(dump.toByteArray()));
        }
    }

    @Test
    void aServerThatProvesWhoItIsIsAsked() throws Exception {
        TestCertificates.writeTo(directory);
        Source source = Source.made(server, directory, "shown");

        assertThat(source.finding("tls"))
                .isEqualTo(tls("source.tls.mode is 'disable', and this session is not encrypted"));
        GuardedServer.giveTls(server, directory);
        edit(source, "{ mode: disable }", "{ mode: require }");
        assertThat(source.finding("tls")).isEqualTo(tls("source.tls.mode is 'require', and this session is encrypted"));

        edit(source, "{ mode: require }", "{ mode: verify-full, ca: ca.pem }");
        edit(source, "127.0.0.1", "localhost");
        assertThat(source.finding("tls")).isEqualTo(new Passed("encrypted, certificate and name verified"));
    }

    private static Warning tls(String seen) {
        return new Warning(
                seen,
                "source.tls.mode 'verify-full'",
                "In the task file: source.tls: { mode: verify-full, ca: <the file of the server's CA> }",
                "and in source.host a name that its certificate has",
                "On a server without TLS: ssl = on, ssl_cert_file and ssl_key_file, then a reload");
    }

    private static void edit(Source source, String from, String to) throws Exception {
        Files.writeString(source.task(), Files.readString(source.task()).replace(from, to));
    }

    /** Who has a session keeps it when the file no longer lets the role in: only the next one, for replication, is refused. */
    @Test
    void aLineLetsTheRoleInAgain() throws Exception {
        Source source = Source.made(server, directory, "closed");
        Path lines = directory.resolve("postgres/data/pg_hba.conf");
        TaskFile task = TaskFile.read(source.task());
        try (Connection connection = SourceConnection.of(task).open();
                SourceServer asked = new SourceServer(task, connection)) {
            prepend(lines, "host all closed all reject");
            source.run("SELECT pg_reload_conf()");
            ReplicationLoginCheck check = new ReplicationLoginCheck();
            await().until(() -> !(check.run(asked) instanceof Passed));

            Finding finding = check.run(asked);
            assertThat(finding)
                    .isEqualTo(new Failed(
                            "no session for replication: cannot connect to database 'closed' at 127.0.0.1:%d as user 'closed': the server does not let this user in: pg_hba.conf rejects connection for host \"127.0.0.1\", user \"closed\", database \"closed\", no encryption"
                                    .formatted(server.port()),
                            "one that answers IDENTIFY_SYSTEM",
                            "As the first line of pg_hba.conf (one for the database replication would not do):",
                            "host \"closed\" \"closed\" 127.0.0.1/32 scram-sha-256",
                            "SELECT pg_reload_conf();"));

            prepend(lines, "host replication closed all scram-sha-256");
            prepend(lines, finding.remedy().get(1));
            source.run(Source.pasted(finding));
            await().untilAsserted(() -> assertThat(check.run(asked)).isInstanceOf(Passed.class));
        }
    }

    private static void prepend(Path file, String line) throws Exception {
        Files.writeString(file, line + "\n" + Files.readString(file));
    }
}
