package io.tidemark.precheck;

import static org.awaitility.Awaitility.await;

import io.tidemark.embedded.server.PostgresServer;
import io.tidemark.task.TestCertificates;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * A server with TLS that does not let everybody in: {@code tidemark} by password, {@code tls_only} encrypted, {@code cert_user} by
 * certificate; {@code crowd} has no connection left, and {@code stranger} no line.
 */
final class GuardedServer {

    private GuardedServer() {}

    /** Beside it are the certificates, and in files the {@code password}, a {@code wrong} one and that of the client's key. */
    static PostgresServer startIn(Path directory) throws Exception {
        TestCertificates.writeTo(directory);
        Files.writeString(directory.resolve("password"), "let-me-in");
        Files.writeString(directory.resolve("wrong"), "let-us-in");
        Files.writeString(directory.resolve("key-password"), "hunter2");
        PostgresServer server = PostgresServer.startIn(directory.resolve("postgres"), Map.of("fsync", "off"));
        try (Connection connection = server.connect("postgres");
                Statement statement = connection.createStatement()) {
            for (String sql : List.of(
                    "CREATE ROLE members",
                    "CREATE ROLE tidemark LOGIN REPLICATION PASSWORD 'let-me-in' IN ROLE members",
                    "CREATE ROLE crowd LOGIN REPLICATION PASSWORD 'let-me-in' CONNECTION LIMIT 0 IN ROLE members",
                    "CREATE ROLE tls_only LOGIN REPLICATION PASSWORD 'let-me-in'",
                    "CREATE ROLE stranger LOGIN REPLICATION PASSWORD 'let-me-in'",
                    "CREATE ROLE cert_user LOGIN REPLICATION")) {
                statement.execute(sql);
            }
            Files.writeString(directory.resolve("postgres/data/pg_hba.conf"), """
                    host    all postgres  all scram-sha-256
                    hostssl all cert_user all cert
                    hostssl all tls_only  all scram-sha-256
                    host    all +members  all scram-sha-256
                    """);
        }
        giveTls(server, directory); // which has it read the lines as well
        return server;
    }

    /** Has it show the certificate {@code server} from now on, and take those that {@code ca} has signed. */
    static void giveTls(PostgresServer server, Path directory) throws Exception {
        try (Connection connection = server.connect("postgres");
                Statement statement = connection.createStatement()) {
            for (String file : List.of("ca.pem", "server.pem", "server.key")) {
                String text = Base64.getEncoder().encodeToString(Files.readAllBytes(directory.resolve(file)));
                // as the server's own user, who must be the key's only reader
                statement.execute("COPY (SELECT '%s') TO PROGRAM 'umask 077; base64 -d > %s'".formatted(text, file));
            }
            for (String sql : List.of(
                    "ALTER SYSTEM SET ssl_ca_file = 'ca.pem'",
                    "ALTER SYSTEM SET ssl_cert_file = 'server.pem'",
                    "ALTER SYSTEM SET ssl_key_file = 'server.key'",
                    "ALTER SYSTEM SET ssl = on")) {
                statement.execute(sql);
            }
        }
        reload(server);
        await().until(() -> hasTls(server)); // sessions that begin before the server has read it are as before
    }

    static void reload(PostgresServer server) throws SQLException {
        try (Connection connection = server.connect("postgres");
                Statement statement = connection.createStatement()) {
            statement.execute("SELECT pg_reload_conf()");
        }
    }

    private static boolean hasTls(PostgresServer server) throws SQLException {
        try (Connection connection = server.connect("postgres");
                Statement statement = connection.createStatement();
                ResultSet ssl = statement.executeQuery("SHOW ssl")) {
            return ssl.next() && ssl.getString(1).equals("on");
        }
    }
}
