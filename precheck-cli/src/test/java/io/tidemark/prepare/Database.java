package io.tidemark.prepare;

import io.tidemark.embedded.server.PostgresServer;
import io.tidemark.source.Session;
import io.tidemark.task.SqlNames;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine;

/** A database of a server, with a task file beside it, and what the commands say of the two. */
final class Database {

    static final String PASSWORD = "it's %s secret";

    /** All that prepare may touch, with the rights in the same form whether or not they were ever granted. */
    private static final List<String> CATALOGUE = List.of(
            "SELECT 'publication ' || p::text FROM pg_publication p",
            "SELECT 'published ' || r::text FROM pg_publication_rel r",
            "SELECT 'slot ' || slot_name FROM pg_replication_slots",
            "SELECT 'role ' || r::text FROM pg_roles r",
            "SELECT 'database ' || datname || ' ' || coalesce(datacl, acldefault('d', datdba))::text FROM pg_database",
            "SELECT 'schema ' || nspname || coalesce(nspacl, acldefault('n', nspowner))::text FROM pg_namespace WHERE nspname !~ '^pg_t'",
            "SELECT 'table ' || relname || relreplident::text || coalesce(relacl, acldefault('r', relowner))::text FROM pg_class WHERE relkind IN ('r', 'p') AND relnamespace <> 'pg_toast'::regnamespace",
            "SELECT 'identity ' || indexrelid FROM pg_index WHERE indisreplident",
            "SELECT 'comment ' || d::text FROM pg_description d WHERE classoid = 'pg_publication'::regclass",
            "SELECT 'member ' || m::text FROM pg_auth_members m",
            "SELECT 'setting ' || s::text FROM pg_db_role_setting s");

    private final PostgresServer server;
    private final String name;
    private final Path task;
    private final Path adminPassword;
    private final Path password;
    private String out = "";
    private String err = "";

    Database(PostgresServer server, Path directory, String name) throws IOException, SQLException {
        this.server = server;
        this.name = name;
        String file = Integer.toHexString(name.hashCode());
        this.task = directory.resolve(file + ".yaml");
        this.password = Files.writeString(directory.resolve(file + ".password"), PASSWORD);
        this.adminPassword = Files.writeString(directory.resolve("admin.password"), server.superuserPassword());
        server.createDatabase(name);
    }

    Path task() {
        return task;
    }

    String out() {
        return out;
    }

    String err() {
        return err;
    }

    /** Writes the task file anew. */
    void select(String user, String objects) throws IOException {
        Files.writeString(task, """
                task: %s
                source:
                  host: 127.0.0.1
                  port: %d
                  database: "%s"
                  user: "%s"
                  password: ${file:%s}
                  tls: { mode: disable }
                %s
                sink:
                  files: { directory: "file:///nowhere" }
                """.formatted(
                        name.matches("[a-z_]+") ? name : "odd",
                        server.port(),
                        yaml(name),
                        yaml(user),
                        password,
                        objects.isEmpty() ? "" : "objects: " + objects));
    }

    static String yaml(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }

    /** As superuser. */
    void run(String... statements) throws SQLException {
        try (Connection connection = server.connect(name);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    List<String> rows(String sql) throws SQLException {
        try (Session session = new Session(server.connect(name))) {
            return session.rows(sql).stream().map(row -> String.join("|", row)).toList();
        }
    }

    List<String> catalogue() throws SQLException {
        List<String> all = new java.util.ArrayList<>();
        for (String sql : CATALOGUE) {
            all.addAll(rows(sql));
        }
        return all.stream().sorted().toList();
    }

    int prepare(String... options) {
        return execute(PrepareCommand.commandLine(), options);
    }

    int release(String... options) {
        return execute(ReleaseCommand.commandLine(), options);
    }

    int slots(String... options) {
        return execute(SlotsCommand.commandLine(), options);
    }

    private int execute(CommandLine command, String... options) {
        StringWriter printed = new StringWriter();
        StringWriter complained = new StringWriter();
        String[] arguments = Stream.concat(
                        Stream.of(
                                task.toString(),
                                "--user",
                                server.superuser(),
                                "--password",
                                "${file:" + adminPassword + '}'),
                        Stream.of(options))
                .toArray(String[]::new);
        int exit = command.setOut(new PrintWriter(printed, true))
                .setErr(new PrintWriter(complained, true))
                .execute(arguments);
        out = printed.toString();
        err = complained.toString();
        return exit;
    }

    static String quoted(String schema, String table) {
        return SqlNames.quote(schema) + '.' + SqlNames.quote(table);
    }
}
