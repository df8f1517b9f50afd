package io.tidemark.job.source;

import static io.tidemark.job.source.WrongSource.T;
import static io.tidemark.job.source.WrongSource.WHOLE_DATABASE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.embedded.server.PostgresServer;
import io.tidemark.embedded.server.PostgresServer.StopMode;
import io.tidemark.task.TaskFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a server is refused for, or what only servers of some version refuse, on real ones. */
class RefusedServersIT {

    @TempDir
    Path directory;

    @Test
    void allProblemsAreToldAtOnceAndAStandbyIsRefused() throws Exception {
        Path folder = directory.resolve("replica");
        PostgresServer other = PostgresServer.startIn(folder, Map.of("wal_level", "replica"));
        try {
            try (Sql sql = Sql.inNew(other, "replica")) {
                sql.run("CREATE ROLE replica LOGIN PASSWORD '" + SourceTasks.PASSWORD + "'");
            }
            TaskFile task = SourceTasks.in(directory).of(other, "replica", "[{ table: public.t }, { schema: absent }]");
            String others = """
                    wal_level is 'replica', but change tracking needs 'logical': run ALTER SYSTEM SET wal_level = 'logical' and restart the server
                    role 'replica' may not replicate: run ALTER ROLE "replica" REPLICATION
                    objects: table public.t does not exist in database 'replica': correct the name, or take it out
                    objects: schema absent does not exist in database 'replica': correct the name, or take it out""";

            assertThatThrownBy(() -> new SourceStart(task).check(false, false)).hasMessage(others);

            other.stop(StopMode.FAST);
            Files.createFile(folder.resolve("data").resolve("standby.signal"));
            other.start();

            assertThatThrownBy(() -> new SourceStart(task).check(false, false))
                    .hasMessage(
                            "127.0.0.1:%d is a standby, which can't give out all changes: name the primary in source.host%n%s"
                                    .formatted(other.port(), others));
        } finally {
            other.close();
        }
    }

    @Test
    void aServerThatIsTooOldIsRefused() throws Exception {
        PostgresServer old = PostgresServer.startIn(
                directory.resolve("old"), Map.of(), PostgresVersions.ofMajor(PostgresVersions.TOO_OLD));
        try (Sql sql = Sql.inNew(old, "too_old")) {
            sql.run("CREATE ROLE too_old SUPERUSER LOGIN PASSWORD '" + SourceTasks.PASSWORD + "'", T);
            TaskFile task = SourceTasks.in(directory).of(old, "too_old", WHOLE_DATABASE);

            assertThatThrownBy(() -> new SourceStart(task).check(false, false))
                    .hasMessage("the server is PostgreSQL 13, but change tracking needs 14 or later: upgrade it");
        } finally {
            old.close();
        }
    }

    @Test
    void generatedColumnsUnderFullIdentityAreTakenWhereNoneIsPublished() throws Exception {
        try (PostgresServer server =
                        PostgresServer.startIn(directory.resolve("on-17"), Map.of(), PostgresVersions.ofMajor(17));
                Sql sql = sqlOfComputed(server)) {
            new SourceStart(SourceTasks.in(directory).of(server, "computed", WHOLE_DATABASE)).prepare();

            sql.run("UPDATE t SET id = 2");
            assertThat(sql.ask("SELECT twice FROM t")).isEqualTo("4");
        }
    }

    @Test
    void generatedColumnsUnderFullIdentityAreRefusedWhereUpdatesWouldFail() throws Exception {
        try (PostgresServer server =
                        PostgresServer.startIn(directory.resolve("on-18"), Map.of(), PostgresVersions.ofMajor(18));
                Sql sql = sqlOfComputed(server)) {
            SourceStart start = new SourceStart(SourceTasks.in(directory).of(server, "computed", WHOLE_DATABASE));

            assertThatThrownBy(() -> start.check(false, false))
                    .hasMessage(
                            "public.t has REPLICA IDENTITY FULL and columns that are generated and not published (twice), with which its updates and deletes would fail: give it another replica identity, or select its inserts only (operations: [insert])");
            assertThatThrownBy(start::prepare).rootCause().hasMessageContaining("REPLICA IDENTITY FULL");
            sql.run("UPDATE t SET id = 2");

            sql.run("CREATE PUBLICATION dts_sync_computed FOR ALL TABLES WITH (publish_via_partition_root = true)");
            assertThatThrownBy(() -> sql.run("UPDATE t SET id = 3"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("unpublished generated columns");

            sql.run("ALTER PUBLICATION dts_sync_computed SET (publish_generated_columns = stored)");
            start.prepare();
            sql.run("UPDATE t SET id = 3");
            assertThat(sql.ask("SELECT twice FROM t")).isEqualTo("6");
        }
    }

    /** A table whose updates the log names by all of its columns, one of them computed. */
    private static Sql sqlOfComputed(PostgresServer server) throws SQLException {
        Sql sql = Sql.inNew(server, "computed");
        sql.run(
                "CREATE ROLE computed SUPERUSER LOGIN PASSWORD '" + SourceTasks.PASSWORD + "'",
                "CREATE TABLE t (id int PRIMARY KEY, twice int GENERATED ALWAYS AS (id * 2) STORED)",
                "ALTER TABLE t REPLICA IDENTITY FULL",
                "INSERT INTO t VALUES (1)");
        return sql;
    }
}
