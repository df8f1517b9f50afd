package io.tidemark.job.source;

import static org.awaitility.Awaitility.await;

import io.tidemark.embedded.check.CheckOptions;
import io.tidemark.embedded.check.Checker;
import io.tidemark.embedded.check.Verdict;
import io.tidemark.embedded.server.PostgresServer;
import io.tidemark.embedded.server.PostgresServer.StopMode;
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
 * The job under a workload with long open transactions, struck in the middle of the snapshot and in the middle of
 * transactions; then everything that was published against what was committed.
 */
final class KillScenario {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private static final String MARKER = "last_of_all";

    /** After the two that a job has to begin with. */
    private static final int[] PARALLELISMS = {1, 4, 2, 3};

    private final PostgresServer server;
    private final String database;
    private final LocalJobProcess job;
    private final Published published;
    private final Strike strike;
    private String last = "";
    private long snapshotRows;
    private long changes;
    private boolean marked;
    private int strikes;

    /** What strikes. */
    enum Blow {
        /** kill -9 of the job's process, which is resumed from its newest checkpoint. */
        JOB_KILLED,
        /** The same, and each time it is resumed with another parallelism. */
        JOB_RESCALED,
        /** The server is stopped, as for an upgrade, and started again; the job lives and tries again. */
        SERVER_STOPPED,
        /** The server ends as in a crash, and recovers; the job lives and tries again. */
        SERVER_CRASHED,
        /** All sessions of the job are ended, as by a network that is cut; the job lives and tries again. */
        SESSIONS_CUT;

        boolean killsJob() {
            return this == JOB_KILLED || this == JOB_RESCALED;
        }
    }

    /**
     * What came of it.
     *
     * @param verdict {@code null} if the job ended before, by itself
     * @param output what the job printed since its last start
     * @param struckInSnapshot whether the snapshot was under way at its blows, as it should be
     * @param struckInTransaction how often a checkpoint stood in the middle of a transaction
     */
    record Outcome(@Nullable Verdict verdict, String output, boolean struckInSnapshot, int struckInTransaction) {

        boolean isClean() {
            return verdict != null && verdict.isClean();
        }
    }

    KillScenario(PostgresServer server, Path directory, String database, KnownBad rules, Blow blow) {
        this.server = server;
        this.database = database;
        this.job = struck(
                new LocalJobProcess(directory, server, database, rules, 500).with("-Drestarts=" + !blow.killsJob()));
        this.published = job.changes();
        this.strike = () -> strike(blow);
    }

    /** With a job, a sink and a way to strike of the caller's own. */
    KillScenario(PostgresServer server, String database, LocalJobProcess job, Published published, Strike strike) {
        this.server = server;
        this.database = database;
        this.job = struck(job);
        this.published = published;
        this.strike = strike;
    }

    /** What happens to the job, to its source or to its sink; the job runs when it returns. */
    @FunctionalInterface
    interface Strike {
        void run() throws SQLException;
    }

    private static LocalJobProcess struck(LocalJobProcess job) {
        return job.with("-Dslow=true").with("-Dcheckpoint.millis=200");
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
            Published files = published;
            workload.start();
            boolean inSnapshot = strikeInSnapshot(files, checker);
            int inTransaction = 0;
            for (int i = 0; i < 3 && running.isAlive(); i++) {
                inTransaction += strikeInTransaction(files, checker) ? 1 : 0;
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
    private void waitForEnd(Published files, Checker checker) throws SQLException {
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

    private boolean strikeInSnapshot(Published files, Checker checker) throws SQLException {
        boolean inSnapshot = true;
        job.start();
        for (int i = 0; i < 2; i++) {
            long before = snapshotRows;
            waitFor(files, checker, () -> snapshotRows > before);
            strike.run();
            inSnapshot &= changes == 0;
        }
        waitFor(files, checker, () -> changes > 0);
        return inSnapshot;
    }

    private void strike(Blow blow) throws SQLException {
        switch (blow) {
            case JOB_KILLED -> {
                job.kill();
                job.start();
            }
            case JOB_RESCALED -> {
                job.kill();
                job.with("-Dparallelism=" + PARALLELISMS[strikes++ % PARALLELISMS.length])
                        .start();
            }
            case SERVER_STOPPED -> {
                server.stop(StopMode.FAST);
                server.start();
            }
            case SERVER_CRASHED -> {
                server.stop(StopMode.IMMEDIATE);
                server.start();
            }
            case SESSIONS_CUT -> {
                try (Sql sql = Sql.in(server, database)) {
                    sql.run("""
                            SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                             WHERE datname = current_database() AND application_name = 'tidemark-shop'""");
                }
            }
        }
    }

    /** Waits for a checkpoint that ends in the middle of a transaction, and strikes before the next. */
    private boolean strikeInTransaction(Published files, Checker checker) throws SQLException {
        long before = changes;
        boolean found = waitFor(files, checker, () -> changes > before + 500 && last.contains("\"last\":false"));
        strike.run();
        return found;
    }

    /** Reads what is published until the condition holds; false if the job ended first, or the time did. */
    private boolean waitFor(Published files, Checker checker, BooleanSupplier condition) {
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

    private void read(Published files, Checker checker) {
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
