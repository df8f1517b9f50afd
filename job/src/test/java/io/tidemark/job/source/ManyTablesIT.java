package io.tidemark.job.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.embedded.server.PostgresServer;
import io.tidemark.record.Operation;
import io.tidemark.record.PublishedChange;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** As many tables as a task of the model has at most. */
class ManyTablesIT {

    @TempDir
    private Path directory;

    @Test
    void fiveHundredTablesAreRead() throws Exception {
        try (PostgresServer server = PostgresServer.startIn(
                        directory.resolve("postgres"), Map.of("max_locks_per_transaction", "256"));
                Sql sql = Sql.inNew(server, "many");
                LocalJobProcess job = new LocalJobProcess(directory.resolve("many"), server, "many", KnownBad.NONE, 100)
                        .with("-Dtidemark.log.level=info")) {
            for (int i = 0; i < 500; i++) {
                sql.run("CREATE TABLE t%1$d (id int PRIMARY KEY); INSERT INTO t%1$d VALUES (%1$d)".formatted(i));
            }
            job.start();
            job.awaitChanges(500);
            String sessions = sql.ask("SELECT sessions FROM pg_stat_database WHERE datname = 'many'");
            sql.run("UPDATE t499 SET id = -1");

            List<PublishedChange> changes = job.awaitChanges(502);

            assertThat(changes.subList(0, 500))
                    .allMatch(change -> change.operation() == Operation.READ)
                    .extracting(PublishedChange::table)
                    .doesNotHaveDuplicates();
            assertThat(Integer.parseInt(sessions)).as("sessions").isLessThan(30);
            assertThat(job.output().lines().filter(line -> line.contains("received split request from parallel task")))
                    .as("messages of readers that ask for more chunks")
                    .hasSizeLessThan(150);
        }
    }
}
