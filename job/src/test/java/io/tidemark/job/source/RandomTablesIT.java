package io.tidemark.job.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidemark.embedded.server.PostgresServer;
import io.tidemark.task.SqlNames;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tables of random names, types, keys and values in one database: some are there before the job begins, the others are made while it runs.
 * What was published makes each of them anew. As many as {@code -Drandom.tables=10000}; repeated with {@code -Drandom.seed=N}.
 */
class RandomTablesIT {

    private static final int TABLES = Integer.getInteger("random.tables", 300);
    private static final long SEED = Long.getLong("random.seed", System.nanoTime());

    /** Each has to be looked up and read by itself. */
    private static final int IN_SNAPSHOT = Math.min(60, TABLES / 2);

    @TempDir
    private Path directory;

    @Test
    void everyTableIsEqualDownstream() throws Exception {
        Random random = new Random(SEED);
        try (PostgresServer server = PostgresServer.startIn(
                        directory.resolve("postgres"), Map.of("fsync", "off", "max_locks_per_transaction", "256"));
                Sql sql = Sql.inNew(server, "random");
                LocalJobProcess job = new LocalJobProcess(
                        directory.resolve("task"),
                        server,
                        "random",
                        KnownBad.NONE,
                        3,
                        "normalise: { zone: \"+00:00\" }")) {
            List<String> schemas = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                schemas.add(i
                        + RandomTable.name(random)
                                .codePoints()
                                .limit(9)
                                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                                .toString());
                sql.run("CREATE SCHEMA " + SqlNames.quote(schemas.get(i)));
            }
            List<RandomTable> tables = new ArrayList<>();
            for (int i = 0; i < TABLES; i++) {
                if (i == IN_SNAPSHOT) {
                    job.start();
                    job.awaitChanges(1);
                }
                RandomTable table = new RandomTable(schemas.get(i % 5), i, random);
                table.create(sql);
                table.change(sql, 1 + random.nextInt(9));
                tables.add(table);
            }
            for (RandomTable table : tables) {
                table.change(sql, 1);
            }
            // made now, so that it is not in the snapshot
            sql.run("CREATE TABLE last_of_all (id int PRIMARY KEY)", "INSERT INTO last_of_all VALUES (1)");
            await("the last change, seed " + SEED)
                    .atMost(Duration.ofMinutes(10))
                    .failFast(job::assertAlive)
                    .until(() -> job.changes().all().stream().anyMatch(line -> line.contains("last_of_all")));

            TableCopies copies = new TableCopies(sql).apply(job.published());
            for (RandomTable table : tables) {
                assertThat(copies.rows(table.label()))
                        .as("%s, seed %d", table.quotedName(), SEED)
                        .isEqualTo(TableCopies.serverRows(sql, table.quotedName()));
            }
            assertThat(job.deadLetters().all()).as("seed " + SEED).isEmpty();
        }
    }
}
