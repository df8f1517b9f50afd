package io.tidemark.embedded.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class PostgresServerIT {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    static Path directory;

    @SuppressWarnings("NullAway.Init")
    private PostgresServer server;

    @BeforeAll
    void startServer() {
        server = PostgresServer.startIn(directory, Map.of("max_wal_senders", "7", "cluster_name", "it's a name"));
    }

    @AfterAll
    void stopServer() {
        server.close();
    }

    @BeforeEach
    void makeTable() throws SQLException {
        execute("CREATE TABLE IF NOT EXISTS kept (id int)", "TRUNCATE kept");
    }

    @Test
    void takesItsOwnSettingsAndThoseThatAreGiven() throws SQLException {
        assertThat(ask("SHOW wal_level")).isEqualTo("logical");
        assertThat(ask("SHOW max_wal_senders")).isEqualTo("7");
        assertThat(ask("SHOW cluster_name")).isEqualTo("it's a name");
        assertThat(ask("SHOW listen_addresses")).isEqualTo("127.0.0.1");
        assertThat(ask("SHOW server_encoding")).isEqualTo("UTF8");
    }

    @Test
    void keepsCommittedRowsThroughAFastStop() throws SQLException {
        int port = server.port();
        execute("INSERT INTO kept VALUES (1)");

        server.stop(PostgresServer.StopMode.FAST);
        assertThat(server.isRunning()).isFalse();
        server.start();

        assertThat(server.port()).isEqualTo(port);
        assertThat(ask("SELECT count(*) FROM kept")).isEqualTo("1");
    }

    @Test
    void keepsCommittedRowsThroughAnImmediateStop() throws SQLException {
        execute("INSERT INTO kept VALUES (1), (2)");

        server.stop(PostgresServer.StopMode.IMMEDIATE);
        server.start();

        assertThat(ask("SELECT count(*) FROM kept")).isEqualTo("2");
    }

    @Test
    void keepsCommittedRowsThroughAKillWhileASessionIsOpen() throws SQLException {
        execute("INSERT INTO kept VALUES (1), (2), (3)");

        try (Connection open = server.connect("postgres")) {
            server.kill();
            assertThat(server.isRunning()).isFalse();
            server.start();

            assertThat(ask("SELECT count(*) FROM kept")).isEqualTo("3");
            assertThat(open.isValid(5)).isFalse();
        }
    }

    @Test
    void isTheSameServerForWhoeverOpensItsFolderLater() throws SQLException {
        int port = server.port();
        String system = ask("SELECT system_identifier FROM pg_control_system()");

        server.close();
        server = PostgresServer.startIn(directory, Map.of());

        assertThat(server.port()).isEqualTo(port);
        assertThat(ask("SELECT system_identifier FROM pg_control_system()")).isEqualTo(system);
    }

    @Test
    void makesDatabasesWhateverTheirName() throws SQLException {
        server.createDatabase("Shop \"of\" Zoë");

        assertThat(ask("SELECT count(*) FROM pg_database WHERE datname = 'Shop \"of\" Zoë'"))
                .isEqualTo("1");
    }

    @Test
    void letsNobodyInWithoutThePassword() {
        assertThatThrownBy(() -> DriverManager.getConnection(server.jdbcUrl("postgres"), "postgres", "wrong"))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("password authentication failed");
    }

    @Test
    void saysWhyItDidNotStart() throws Exception {
        Path other = Files.createDirectory(directory.resolve("other"));

        assertThatThrownBy(() -> PostgresServer.startIn(other, Map.of("wal_level", "most")))
                .isInstanceOf(ServerException.class)
                .hasMessageContaining("invalid value for parameter \"wal_level\": \"most\"");
    }

    private void execute(String... statements) throws SQLException {
        try (Connection connection = server.connect("postgres");
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private String ask(String query) throws SQLException {
        try (Connection connection = server.connect("postgres");
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            result.next();
            return result.getString(1);
        }
    }
}
