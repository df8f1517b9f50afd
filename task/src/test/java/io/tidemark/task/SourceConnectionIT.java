package io.tidemark.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.TimeZone;
import java.util.stream.Stream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.PGConnection;

/** Sessions with a server whose own settings, and whose role's, are all other than what we need. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SourceConnectionIT {

    private static final String ODD = "we\"ird /?&=%41+name';\\ 表";

    private final Path folder;
    private final EmbeddedPostgres server;

    SourceConnectionIT(@TempDir Path folder) throws IOException, GeneralSecurityException, SQLException {
        this.folder = folder;
        TestCertificates.writeTo(folder);
        Files.writeString(folder.resolve("password"), "hunter2\n");
        Files.writeString(folder.resolve("wrong"), "hunter3\n");
        this.server = EmbeddedPostgres.builder()
                .setServerConfig("wal_level", "logical")
                .setServerConfig("ssl", "on")
                .setServerConfig("ssl_ca_file", "ca.pem")
                .setServerConfig("timezone", "America/New_York")
                .setServerConfig("datestyle", "SQL,DMY")
                .setServerConfig("intervalstyle", "iso_8601")
                .setServerConfig("bytea_output", "escape")
                .setServerConfig("lock_timeout", "1s")
                .setServerConfig("idle_in_transaction_session_timeout", "1s")
                .setDataDirectoryCustomizer(data -> configure(data.toPath()))
                .start();
        execute(
                "CREATE ROLE members",
                "CREATE ROLE tidemark LOGIN REPLICATION PASSWORD 'hunter2' IN ROLE members",
                "ALTER ROLE tidemark SET datestyle = 'SQL, DMY'",
                "ALTER ROLE tidemark SET extra_float_digits = '-3'",
                "ALTER ROLE tidemark SET statement_timeout = '1s'",
                "ALTER ROLE tidemark SET search_path = 'public'",
                "ALTER ROLE tidemark SET client_encoding = 'LATIN1'",
                "CREATE ROLE reader LOGIN PASSWORD 'hunter2' IN ROLE members",
                "CREATE ROLE tls_only LOGIN PASSWORD 'hunter2'",
                "CREATE ROLE cert_user LOGIN REPLICATION",
                "CREATE ROLE " + SqlNames.quote(ODD) + " LOGIN REPLICATION PASSWORD 'hunter2' IN ROLE members",
                "CREATE DATABASE " + SqlNames.quote(ODD));
    }

    private void configure(Path data) {
        try {
            Files.writeString(data.resolve("pg_hba.conf"), """
                    host    all postgres  all trust
                    hostssl all cert_user all cert
                    hostssl all tls_only  all scram-sha-256
                    host    all +members  all scram-sha-256
                    """);
            Files.copy(folder.resolve("ca.pem"), data.resolve("ca.pem"));
            Files.copy(folder.resolve("server.pem"), data.resolve("server.crt"));
            Files.copy(folder.resolve("server.key"), data.resolve("server.key"));
            Files.setPosixFilePermissions(data.resolve("server.key"), PosixFilePermissions.fromString("rw-------"));
        } catch (IOException wrong) {
            throw new UncheckedIOException(wrong);
        }
    }

    @AfterAll
    void stop() throws IOException {
        server.close();
    }

    static Stream<Arguments> settings() {
        return Stream.of(
                arguments("TimeZone", "UTC"),
                arguments("DateStyle", "ISO, MDY"),
                arguments("IntervalStyle", "postgres"),
                arguments("extra_float_digits", "1"),
                arguments("bytea_output", "hex"),
                arguments("client_encoding", "UTF8"),
                arguments("statement_timeout", "0"),
                arguments("idle_in_transaction_session_timeout", "0"),
                arguments("lock_timeout", "0"),
                arguments("row_security", "off"),
                arguments("search_path", "pg_catalog"),
                arguments("application_name", "tidemark-shop"));
    }

    @ParameterizedTest
    @MethodSource("settings")
    void givesBothKindsOfSessionTheSameSettings(String name, String value) throws SQLException {
        TimeZone usual = TimeZone.getDefault();
        TimeZone.setDefault(TimeZone.getTimeZone("Asia/Tokyo"));
        try (Connection session = tidemark().open();
                Connection replication = tidemark().openReplication()) {
            assertThat(answer(session, "SHOW " + name)).isEqualTo(value);
            assertThat(answer(replication, "SHOW " + name)).isEqualTo(value);
        } finally {
            TimeZone.setDefault(usual);
        }
    }

    @Test
    void testsEverySetting() {
        List<String> tested = new ArrayList<>(
                settings().map(setting -> String.valueOf(setting.get()[0])).toList());
        tested.remove("application_name");

        assertThat(tested).containsExactlyElementsOf(SessionSettings.ALL.keySet());
    }

    @Test
    void opensASessionThatStreams() throws SQLException {
        try (Connection replication = tidemark().openReplication()) {
            replication
                    .unwrap(PGConnection.class)
                    .getReplicationAPI()
                    .createReplicationSlot()
                    .logical()
                    .withSlotName("dts_sync_shop")
                    .withOutputPlugin("pgoutput")
                    .withTemporaryOption()
                    .make();

            assertThat(answer(replication, "IDENTIFY_SYSTEM")).matches("[0-9]{10,}");
        }
    }

    @Test
    void takesAnyNameOfAUserAndADatabase() throws SQLException {
        SourceConnection odd = connection("localhost", ODD, ODD, "password", "mode: disable");

        try (Connection session = odd.open();
                Connection replication = odd.openReplication()) {
            String question = "SELECT current_user || current_database()";
            assertThat(answer(session, question)).isEqualTo(ODD + ODD);
            assertThat(answer(replication, question)).isEqualTo(ODD + ODD);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {ODD, "表", "select", "\n", "'; DROP TABLE x; --", "\\'", "\\\\''", "100%"})
    void quotesAsTheServerReads(String text) throws SQLException {
        try (Connection session = tidemark().open();
                Statement statement = session.createStatement()) {
            for (String conforming : List.of("on", "off")) {
                statement.execute("SET standard_conforming_strings = " + conforming);
                statement.execute("SET backslash_quote = on");
                try (ResultSet rows =
                        statement.executeQuery("SELECT" + SqlNames.literal(text) + " AS " + SqlNames.quote(text))) {
                    rows.next();
                    assertThat(rows.getString(1)).isEqualTo(text);
                    assertThat(rows.getMetaData().getColumnName(1)).isEqualTo(text);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mode: verify-full, ca: ca.pem",
                "ca: ca.pem", // verify-full too
                "mode: verify-ca, ca: ca.pem",
                "mode: require",
                "mode: prefer",
            })
    void protectsTheSession(String tls) throws SQLException {
        try (Connection session =
                connection("localhost", "tls_only", "postgres", "password", tls).open()) {
            assertThat(answer(session, "SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()"))
                    .isEqualTo("t");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "key: client.key",
                "key: client.der",
                "key: client-encrypted.key, key-password: '${file:password}'",
                "key: client-encrypted.der, key-password: '${file:password}'",
            })
    void showsACertificateWithAnyKindOfKey(String key) throws SQLException {
        String tls = "ca: ca.pem, certificate: client.pem, " + key;
        try (Connection session =
                connection("localhost", "cert_user", "postgres", "", tls).open()) {
            assertThat(answer(session, "SELECT client_dn FROM pg_stat_ssl WHERE pid = pg_backend_pid()"))
                    .isEqualTo("/CN=cert_user");
        }
    }

    @Test
    void acceptsAnotherHostNameOnlyWhereItIsNotToBeVerified() throws SQLException {
        try (Connection session = connection(
                        "127.0.0.1", "tls_only", "postgres", "password", "mode: verify-ca, ca: ca.pem")
                .open()) {
            assertThat(answer(session, "SELECT 1")).isEqualTo("1");
        }
        assertFailure(
                connection("127.0.0.1", "tls_only", "postgres", "password", "ca: ca.pem")::open,
                "database 'postgres' at 127.0.0.1:%d as user 'tls_only'",
                "the server's certificate does not name the host '127.0.0.1'; set source.host to a name in it, or"
                        + " source.tls.mode to 'verify-ca', which does not look at names");
    }

    @Test
    void saysThatTheCertificateIsNotTrusted() {
        assertFailure(
                connection("localhost", "tls_only", "postgres", "password", "ca: stranger.pem")::open,
                "database 'postgres' at localhost:%d as user 'tls_only'",
                "the server's certificate is not signed by a CA in '" + folder.resolve("stranger.pem")
                        + "'; set source.tls.ca to the file of its CA");
        assertFailure(
                connection("localhost", "tls_only", "postgres", "password", "mode: verify-full")::open,
                "database 'postgres' at localhost:%d as user 'tls_only'",
                "the server's certificate is not signed by a CA in Java's own list; set source.tls.ca to the file of its"
                        + " CA");
    }

    @Test
    void saysThatThePasswordIsWrong() {
        assertFailure(
                connection("localhost", "tidemark", "postgres", "wrong", "mode: disable")::open,
                "database 'postgres' at localhost:%d as user 'tidemark'",
                "the server refused the password, which is taken from ${file:" + folder.resolve("wrong")
                        + "}; check it, and source.user");
    }

    @Test
    void keepsThePasswordFromTheDriversLog() throws SQLException, IOException {
        execute("CREATE ROLE canary LOGIN REPLICATION PASSWORD '" + Canary.SECRET + "' IN ROLE members");
        Files.writeString(folder.resolve("canary"), Canary.SECRET);
        SourceConnection right = connection("localhost", "canary", "postgres", "canary", "mode: disable");
        SourceConnection wrong = connection("localhost", "tidemark", "postgres", "canary", "mode: disable");

        try (Canary.DriverLog log = new Canary.DriverLog()) {
            right.open().close();
            right.openReplication().close();
            assertThatThrownBy(wrong::open).satisfies(Canary::assertNotIn);

            assertThat(log.lines()).hasSizeGreaterThan(20).allSatisfy(Canary::assertNotIn);
        }
    }

    @Test
    void saysThatTheServerMayDemandTls() {
        assertFailure(
                connection("localhost", "tls_only", "postgres", "password", "mode: disable")::open,
                "database 'postgres' at localhost:%d as user 'tls_only'",
                "the server does not let this user in: no pg_hba.conf entry for host \"127.0.0.1\", user \"tls_only\","
                        + " database \"postgres\", no encryption; it may demand TLS, which source.tls.mode 'disable'"
                        + " does not give");
    }

    @Test
    void saysThatTheServerDemandsACertificate() {
        assertFailure(
                connection("localhost", "cert_user", "postgres", "password", "ca: ca.pem")::open,
                "database 'postgres' at localhost:%d as user 'cert_user'",
                "the server does not let this user in: connection requires a valid client certificate");
    }

    @Test
    void saysThatThereIsNoSuchDatabase() {
        assertFailure(
                connection("localhost", "tidemark", "shop", "password", "mode: disable")::open,
                "database 'shop' at localhost:%d as user 'tidemark'",
                "the server has no database of this name; check source.database");
    }

    @Test
    void saysThatTheUserMayNotReplicate() {
        assertFailure(
                connection("localhost", "reader", "postgres", "password", "mode: disable")::openReplication,
                "database 'postgres' at localhost:%d as user 'reader'",
                "the user lacks a right: permission denied to start WAL sender; ALTER ROLE \"reader\" REPLICATION gives"
                        + " it");
    }

    private AbstractThrowableAssert<?, ?> assertFailure(ThrowingCallable open, String target, String sentence) {
        return assertThatThrownBy(open)
                .isInstanceOf(SourceUnavailableException.class)
                .hasMessage("cannot connect to " + target.formatted(server.getPort()) + ": " + sentence);
    }

    private SourceConnection tidemark() {
        return connection("localhost", "tidemark", "postgres", "password", "mode: disable");
    }

    private SourceConnection connection(String host, String user, String database, String password, String tls) {
        String yaml = """
                task: shop
                source:
                  host: %s
                  port: %d
                  database: %s
                  user: %s
                  tls: { %s }
                  %s
                sink: { files: { directory: data } }
                """.formatted(
                        host,
                        server.getPort(),
                        yaml(database),
                        yaml(user),
                        tls,
                        password.isEmpty() ? "" : "password: ${file:" + password + "}");
        try {
            return SourceConnection.of(TaskFile.read(Files.writeString(folder.resolve("shop.yaml"), yaml)));
        } catch (IOException wrong) {
            throw new UncheckedIOException(wrong);
        }
    }

    private static String yaml(String text) {
        return '\'' + text.replace("'", "''") + '\'';
    }

    private static String answer(Connection connection, String question) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(question)) {
            rows.next();
            return rows.getString(1);
        }
    }

    private void execute(String... statements) throws SQLException {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
