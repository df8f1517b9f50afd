package io.tidemark.embedded.demo;

import io.tidemark.embedded.server.PostgresServer;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.Map;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * The demo's source: a server with a database {@code shop}, which belongs to the application, and a role {@code tidemark} that
 * may read and replicate it and nothing else.
 */
final class ShopDatabase implements AutoCloseable {

    static final String DATABASE = "shop";
    static final String APPLICATION = "shop";
    static final String READER = "tidemark";

    private final PostgresServer server;
    private final String applicationPassword = secret();
    private final String readerPassword = secret();

    private ShopDatabase(PostgresServer server) {
        this.server = server;
    }

    static ShopDatabase start(DemoFolder folder) throws SQLException {
        ShopDatabase shop = new ShopDatabase(PostgresServer.startIn(folder.server(), Map.of()));
        try {
            shop.createRoles();
            return shop;
        } catch (SQLException e) {
            shop.close();
            throw e;
        }
    }

    int port() {
        return server.port();
    }

    String readerPassword() {
        return readerPassword;
    }

    /** Connections of the application's role. */
    DataSource application() {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setURL(server.jdbcUrl(DATABASE));
        source.setUser(APPLICATION);
        source.setPassword(applicationPassword);
        return source;
    }

    /** What an administrator does once, when the tables are there. A publication of all tables only a superuser can make. */
    void letItBeTracked() throws SQLException {
        try (Connection connection = server.connect(DATABASE);
                Statement statement = connection.createStatement()) {
            statement.execute("GRANT SELECT ON ALL TABLES IN SCHEMA public TO " + READER);
            statement.execute("CREATE PUBLICATION dts_sync_" + DemoFolder.TASK
                    + " FOR ALL TABLES WITH (publish_via_partition_root = true)");
        }
    }

    @Override
    public void close() {
        server.close();
    }

    private void createRoles() throws SQLException {
        try (Connection connection = server.connect("postgres");
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE ROLE %s LOGIN PASSWORD '%s'".formatted(APPLICATION, applicationPassword));
            statement.execute("CREATE ROLE %s LOGIN REPLICATION PASSWORD '%s'".formatted(READER, readerPassword));
            statement.execute("CREATE DATABASE %s OWNER %s".formatted(DATABASE, APPLICATION));
        }
    }

    private static String secret() {
        byte[] secret = new byte[16];
        new SecureRandom().nextBytes(secret);
        return HexFormat.of().formatHex(secret);
    }
}
