package io.tidemark.job.source;

import static org.awaitility.Awaitility.await;

import io.tidemark.embedded.check.CheckOptions;
import io.tidemark.embedded.check.Checker;
import io.tidemark.embedded.check.Verdict;
import io.tidemark.embedded.server.PostgresServer;
import io.tidemark.embedded.workload.Workload;
import io.tidemark.embedded.workload.WorkloadOptions;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.awaitility.core.ConditionTimeoutException;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * The job under a workload with long open transactions, killed in the middle of the snapshot and in the middle of
 * transactions, and resumed each time; then everything that was published against what was committed.
 */
final class KillScenario {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private static final String MARKER = "last_of_all";

    private final PostgresServer server;
    private final String database;
    private final LocalJobProcess job;
    private String last = "";
    private long snapshotRows;
    private long changes;
    private boolean marked;

    /**
     * What came of it.
     *
     * @param verdict {@code null} if the job ended before, by itself
     * @param output what the job printed since its last start
     * @param killedInSnapshot whether the snapshot was under way at its kills, as it should be
     */
    record Outcome(@Nullable Verdict verdict, String output, boolean killedInSnapshot, int killedInTransaction) {

        boolean isClean() {
            return verdict != null && verdict.isClean();
        }
    }

    KillScenario(PostgresServer server, Path directory, String database, KnownBad rules) {
        this.server = server;
        this.database = database;
        this.job = new LocalJobProcess(directory, server, database, rules, 500)
                .with("-Dslow=true")
                .with("-Dcheckpoint.millis=200");
    }

    Outcome play(long seed) throws Exception {
        server.createDatabase(database);
        try (Connection connection = server.connect(database);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE public." + MARKER + " (id int PRIMARY KEY)");
        }
        PGSimpleDataSource source = dataSource();
        WorkloadOptions options = WorkloadOptions.seeded(seed).withRows(20_000).withChangesPerSecond(600);
        try (Workload workload = Workload.create(source, options);
                LocalJobProcess running = job) {
            Checker checker = new Checker(workload.log(), workload.tables(), CheckOptions.STRICT);
            PublishedFiles files = running.changes();
            workload.start();
            boolean inSnapshot = killInSnapshot(files, checker);
            int inTransaction = 0;
            for (int i = 0; i < 3 && running.isAlive(); i++) {
                inTransaction += killInTransaction(files, checker) ? 1 : 0;
            }
            workload.stop();
            if (!workload.join(PATIENCE)) {
                throw new IllegalStateException("the workload did not end");
            }
            waitForEnd(files, checker);
            boolean died = !marked;
            running.kill();
            read(files, checker);
            return new Outcome(
                    died ? null : checker.verdict(workload.contents()), running.output(), inSnapshot, inTransaction);
        }
    }

    /** Commits a last change of its own: when that has arrived, nothing more can come. */
    private void waitForEnd(PublishedFiles files, Checker checker) throws SQLException {
        try (Connection connection = server.connect(database);
                Statement statement = connection.createStatement()) {
            statement.execute("INSERT INTO public." + MARKER + " VALUES (1)");
        }
        waitFor(files, checker, () -> marked);
    }

    private PGSimpleDataSource dataSource() {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(server.jdbcUrl(database));
        source.setUser(server.superuser());
        source.setPassword(server.superuserPassword());
        return source;
    }

    private boolean killInSnapshot(PublishedFiles files, Checker checker) {
        boolean inSnapshot = true;
        for (int i = 0; i < 2; i++) {
            long before = snapshotRows;
            job.start();
            waitFor(files, checker, () -> snapshotRows > before);
            job.kill();
            inSnapshot &= changes == 0;
        }
        job.start();
        waitFor(files, checker, () -> changes > 0);
        return inSnapshot;
    }

    /** Waits for a checkpoint that ends in the middle of a transaction, and kills before the next. */
    private boolean killInTransaction(PublishedFiles files, Checker checker) {
        long before = changes;
        boolean found = waitFor(files, checker, () -> changes > before + 500 && last.contains("\"last\":false"));
        job.kill();
        job.start();
        return found;
    }

    /** Reads what is published until the condition holds; false if the job ended first, or the time did. */
    private boolean waitFor(PublishedFiles files, Checker checker, BooleanSupplier condition) {
        try {
            await().atMost(PATIENCE).pollInterval(Duration.ofMillis(20)).until(() -> {
                read(files, checker);
                return condition.getAsBoolean() || !job.isAlive();
            });
        } catch (ConditionTimeoutException e) {
            return false;
        }
        return condition.getAsBoolean();
    }

    private void read(PublishedFiles files, Checker checker) {
        files.readNew(line -> {
            if (line.contains(MARKER)) {
                marked = true;
                return;
            }
            checker.line(line);
            last = line;
            if (line.contains("\"op\":\"r\"")) {
                snapshotRows++;
            } else {
                changes++;
            }
        });
    }

    /** For messages. */
    static List<String> lastLines(String output) {
        List<String> lines = output.lines().toList();
        return lines.subList(Math.max(0, lines.size() - 30), lines.size());
    }
}
