package io.tidemark.job.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidemark.embedded.server.PostgresServer;
import io.tidemark.job.source.KillScenario.Blow;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Nothing lost, nothing repeated, in order: through kill -9 and resume, and through the server's own failures. More rounds with {@code
 * -Drounds=20}; a round is repeated with its seed by {@code -Dseed=N -Drounds=1}.
 */
class ExactnessIT {

    @TempDir
    static Path directory;

    private static PostgresServer server;

    @BeforeAll
    static void startServer() {
        server = PostgresServer.startIn(
                directory.resolve("postgres"), Map.of("max_connections", "60", "fsync", "off", "wal_level", "logical"));
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    static Stream<Long> seeds() {
        long first = Long.getLong("seed", 20_261_121L);
        return IntStream.range(0, Integer.getInteger("rounds", 1)).mapToObj(i -> first + i);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void everyChangeComesOnceThoughTheJobIsKilledInTheMiddle(long seed) throws Exception {
        assertExact(scenario("round_" + seed, KnownBad.NONE, Blow.JOB_KILLED).play(seed));
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "JOB_KILLED")
    void everyChangeComesOnceWhateverStrikes(Blow blow) throws Exception {
        assertExact(scenario(blow.name().toLowerCase(Locale.ROOT), KnownBad.NONE, blow)
                .play(1));
    }

    /** What slots, publications and snapshots are made of differs by version; the other tests have one in between. */
    @ParameterizedTest(name = "PostgreSQL {0}")
    @ValueSource(ints = {14, 18})
    void everyChangeComesOnceOnOtherVersions(int version) throws Exception {
        Path home = directory.resolve("on-" + version);
        Map<String, String> settings = Map.of("max_connections", "60", "fsync", "off");
        try (PostgresServer other =
                PostgresServer.startIn(home.resolve("postgres"), settings, PostgresVersions.ofMajor(version))) {
            assertExact(new KillScenario(other, home.resolve("task"), "shop", KnownBad.NONE, Blow.JOB_KILLED)
                    .play(version));
        }
    }

    private static void assertExact(KillScenario.Outcome outcome) {
        assertThat(outcome.verdict())
                .as(() -> String.join("\n", KillScenario.lastLines(outcome.output())))
                .isNotNull();
        assertThat(outcome.verdict().isClean()).as(outcome.verdict().table()).isTrue();
        assertThat(outcome.verdict().snapshotRows()).isPositive();
        assertThat(outcome.struckInSnapshot()).as("struck in the snapshot").isTrue();
        assertThat(outcome.struckInTransaction()).as("blows in a transaction").isPositive();
    }

    /** Whether the rule is wrong in a round is a matter of where the blows fall: in one of a few it must be. */
    @Test
    void aPlaceFoundAgainByItsLsnIsNoticed() throws Exception {
        boolean clean = true;
        for (int seed = 1; clean && seed <= 4; seed++) {
            clean = scenario("by_lsn_" + seed, KnownBad.POSITION_BY_LSN, Blow.JOB_KILLED)
                    .play(seed)
                    .isClean();
        }

        assertThat(clean).as("the checker found nothing wrong").isFalse();
    }

    /** Chunks are read while a transaction that changed them is open, and other chunks after its end. */
    @ParameterizedTest
    @EnumSource(names = {"NONE", "FENCE_BY_LSN"})
    void whatWasOpenWhenItsChunkWasReadComesFromTheLog(KnownBad rules) throws Exception {
        String name = "open_" + rules.name().toLowerCase(Locale.ROOT);
        try (Sql sql = Sql.inNew(server, name);
                LocalJobProcess job = new LocalJobProcess(directory.resolve(name), server, name, rules, 20)) {
            sql.run("CREATE TABLE t (id int PRIMARY KEY)");
            sql.run("INSERT INTO t SELECT 10000 * i FROM generate_series(1, 2000) i");
            job.start();
            await().pollInterval(Duration.ofMillis(5))
                    .atMost(Duration.ofMinutes(1))
                    .until(() -> sql.holds("""
                    EXISTS (SELECT FROM pg_replication_slots
                             WHERE database = current_database() AND confirmed_flush_lsn IS NOT NULL)"""));
            int transactions = 0;
            while (!job.output().contains("Reading the log")) {
                transactions++;
                sql.together(
                        "INSERT INTO t SELECT 100000 * i + %d FROM generate_series(1, 200) i".formatted(transactions),
                        "SELECT pg_sleep(0.02)");
            }
            sql.run("INSERT INTO t VALUES (0)");

            await().atMost(Duration.ofMinutes(1)).until(() -> ids(job).contains("0"));

            List<String> all = new ArrayList<>();
            sql.rows("SELECT id FROM t").forEach(row -> all.add(row.get(0)));
            assertThat(ids(job)).as("what comes twice").doesNotHaveDuplicates();
            assertThat(Set.copyOf(ids(job)).equals(Set.copyOf(all))).isEqualTo(rules == KnownBad.NONE);
        }
    }

    private static List<String> ids(LocalJobProcess job) {
        return job.changes().all().stream()
                .map(line -> line.replaceAll(".*\"after\":\\{\"id\":(\\d+)}.*", "$1"))
                .toList();
    }

    /** The slot is not past the checkpoint though the log goes on, with changes of another database only. */
    @ParameterizedTest
    @EnumSource(names = {"NONE", "CONFIRMED_BY_DRIVER", "CONFIRMED_BEFORE_CHECKPOINT"})
    void keepAlivesDoNotMoveTheSlotPastTheCheckpoint(KnownBad rules) throws Exception {
        String name = "alive_" + rules.name().toLowerCase(Locale.ROOT);
        server.createDatabase(name);
        try (Connection connection = server.connect(name);
                Statement statement = connection.createStatement();
                Connection other = server.connect("postgres");
                Statement elsewhere = other.createStatement();
                LocalJobProcess job = new LocalJobProcess(directory.resolve(name), server, name, rules, 100)
                        .with("-Dcheckpoint.millis=5000")) {
            statement.execute("CREATE TABLE t (id int PRIMARY KEY)");
            statement.execute("INSERT INTO t VALUES (0)");
            elsewhere.execute("CREATE TABLE IF NOT EXISTS flood (line text)");
            job.start();
            await().atMost(Duration.ofMinutes(2)).until(() -> job.output().contains("Reading the log"));
            long checkpoints = completed(job);
            await().atMost(Duration.ofMinutes(2))
                    .pollInterval(Duration.ofMillis(50))
                    .until(() -> {
                        elsewhere.execute("INSERT INTO flood SELECT repeat('x', 500) FROM generate_series(1, 50)");
                        return completed(job) >= checkpoints + 2;
                    });
            flood(elsewhere, Duration.ofSeconds(3));
            job.kill();

            job.start();
            await().atMost(Duration.ofMinutes(2))
                    .until(() -> !job.isAlive() || job.output().contains("Reading the log"));

            assertThat(job.output().contains("past the checkpoint's position")).isEqualTo(rules != KnownBad.NONE);
        }
    }

    private static void flood(Statement elsewhere, Duration time) throws SQLException {
        long end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < end) {
            elsewhere.execute("INSERT INTO flood SELECT repeat('x', 500) FROM generate_series(1, 50)");
        }
    }

    /** The number of the newest checkpoint that is complete; 0 if none is. */
    private static long completed(LocalJobProcess job) {
        return job.newestCheckpoint()
                .map(path -> Long.parseLong(path.getFileName().toString().substring("chk-".length())))
                .orElse(0L);
    }

    @Test
    void theFirstTransactionAfterAQuietSpellIsNotLost() throws Exception {
        server.createDatabase("quiet");
        try (Connection connection = server.connect("quiet");
                Statement statement = connection.createStatement();
                LocalJobProcess job =
                        new LocalJobProcess(directory.resolve("quiet"), server, "quiet", KnownBad.NONE, 100)) {
            statement.execute("CREATE TABLE t (id int PRIMARY KEY)");
            statement.execute("INSERT INTO t VALUES (0)");
            job.start();
            for (int id = 1; id <= 5; id++) {
                int rows = id;
                await().atMost(Duration.ofSeconds(60))
                        .until(() -> job.changes().all().size() == rows);
                job.kill();
                statement.execute("INSERT INTO t VALUES (" + id + ")");
                job.start();
            }

            await().atMost(Duration.ofSeconds(60))
                    .until(() -> job.changes().all().size() >= 6);

            assertThat(ids(job)).containsExactly("0", "1", "2", "3", "4", "5");
        }
    }

    private static KillScenario scenario(String database, KnownBad rules, Blow blow) {
        return new KillScenario(server, directory.resolve(database), database, rules, blow);
    }
}
