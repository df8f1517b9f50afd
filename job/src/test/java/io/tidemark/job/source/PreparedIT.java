package io.tidemark.job.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.embedded.server.PostgresServer;
import io.tidemark.prepare.PrepareCommand;
import io.tidemark.prepare.ReleaseCommand;
import io.tidemark.task.TaskFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The job as a role that has what {@code prepare} gives it and nothing more, and {@code release} after it. */
class PreparedIT {

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
    void theRoleOfPrepareIsEnoughForTheJob() throws Exception {
        Path secret = Files.writeString(directory.resolve("role.password"), "of the role");
        Files.writeString(directory.resolve("admin.password"), server.superuserPassword());
        try (Sql sql = Sql.inNew(server, "least");
                LocalJobProcess job = new LocalJobProcess(
                        directory.resolve("least"),
                        server,
                        "least",
                        KnownBad.NONE,
                        100,
                        "objects: [{ table: sales.orders, where: \"id < 100\", replica-identity: full }, { table: public.days }]")) {
            sql.run(
                    "CREATE SCHEMA sales",
                    "CREATE TABLE sales.orders (id int PRIMARY KEY, note text)",
                    "CREATE TABLE days (day date) PARTITION BY RANGE (day)",
                    "CREATE TABLE days_1 PARTITION OF days FOR VALUES FROM ('2026-01-01') TO ('2027-01-01')",
                    "ALTER TABLE days REPLICA IDENTITY FULL",
                    "ALTER TABLE days_1 REPLICA IDENTITY FULL",
                    "CREATE POLICY nobody ON sales.orders USING (false)",
                    "ALTER TABLE sales.orders ENABLE ROW LEVEL SECURITY",
                    "INSERT INTO sales.orders VALUES (1, 'one'), (100, 'not selected')",
                    "INSERT INTO days VALUES ('2026-11-21')",
                    "REVOKE CONNECT ON DATABASE least FROM PUBLIC");
            job.edit(yaml -> yaml.replaceFirst("user: .*", "user: tidemark_least")
                    .replaceFirst("password: .*", "password: \\${file:" + secret + '}'));
            Path task = directory.resolve("least/shop.yaml");

            assertThat(run(new PrepareCommand(), task, "--role", "tidemark_least", "--apply"))
                    .isZero();
            new SourceStart(TaskFile.read(task)).check(false, false);
            job.start();
            job.awaitChanges(2);
            sql.run(
                    "UPDATE sales.orders SET note = 'other' WHERE id = 1",
                    "DELETE FROM days",
                    "INSERT INTO sales.orders VALUES (101, 'not selected'), (2, 'two')");

            assertThat(job.awaitChanges(5).subList(2, 5))
                    .extracting(change -> change.operation() + " " + change.table())
                    .containsExactly("UPDATE orders", "DELETE days", "INSERT orders");
            assertThat(run(new ReleaseCommand(), task)).isEqualTo(1);
            job.kill();

            // its position is in no checkpoint that this start knows of
            assertThatThrownBy(() -> new SourceStart(TaskFile.read(task)).check(false, false))
                    .hasMessageContaining("slot dts_sync_shop exists on");
            assertThat(run(new ReleaseCommand(), task, "--force")).isZero();
            assertThat(sql.ask("SELECT count(*) FROM pg_replication_slots")).isEqualTo("0");
            assertThat(sql.ask("SELECT count(*) FROM pg_publication")).isEqualTo("0");
            assertThat(sql.ask("SELECT count(*) FROM pg_roles WHERE rolname = 'tidemark_least'"))
                    .isEqualTo("0");
        }
    }

    @Test
    void whatTheFirstStartMadeIsReleasedToo() throws Exception {
        Files.writeString(directory.resolve("admin.password"), server.superuserPassword());
        try (Sql sql = Sql.inNew(server, "started");
                LocalJobProcess job =
                        new LocalJobProcess(directory.resolve("started"), server, "started", KnownBad.NONE, 100, "")) {
            sql.run("CREATE TABLE t (id int PRIMARY KEY)");
            job.ofTask("started")
                    .edit(yaml -> yaml.replaceFirst(
                            "password: .*", "password: \\${file:" + directory.resolve("admin.password") + '}'));
            Path task = directory.resolve("started/shop.yaml");
            new SourceStart(TaskFile.read(task)).prepare();

            assertThat(sql.ask("SELECT count(*) FROM pg_replication_slots WHERE slot_name = 'dts_sync_started'"))
                    .isEqualTo("1");
            assertThat(run(new ReleaseCommand(), task)).isZero();

            assertThat(sql.ask("SELECT count(*) FROM pg_replication_slots WHERE slot_name = 'dts_sync_started'"))
                    .isEqualTo("0");
            assertThat(sql.ask("SELECT count(*) FROM pg_publication")).isEqualTo("0");
        }
    }

    private static int run(Callable<Integer> command, Path task, String... options) {
        CommandLine line = new CommandLine(command);
        String[] login = {
            task.toString(),
            "--user",
            server.superuser(),
            "--password",
            "${file:" + directory.resolve("admin.password") + '}'
        };
        String[] arguments = new String[login.length + options.length];
        System.arraycopy(login, 0, arguments, 0, login.length);
        System.arraycopy(options, 0, arguments, login.length, options.length);
        return line.execute(arguments);
    }
}
