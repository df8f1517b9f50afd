package io.tidemark.job.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidemark.embedded.server.PostgresServer;
import io.tidemark.record.Operation;
import io.tidemark.record.PublishedChange;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tables whose names need quotes, and whose keys Java does not order as the server does, cut into very many chunks while their
 * rows are changed, read by a role that has no right beyond what the README asks for. Each row counts its changes, so that the
 * numbers that arrive tell whether one is missing or came twice.
 */
class OddTablesIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int CHUNK_ROWS = 5;
    private static final int CLIENTS = 4;

    /** Texts that a collation orders otherwise than their bytes: case, accents, signs. */
    private static final String TEXT_KEY =
            "(ARRAY['a','B','é','Z','_c','-d','Ä','ß','1','ñ'])[1 + i % 10] || ' ' || md5(i::text)::char(5)";

    /**
     * A table of the test.
     *
     * @param name quoted, with its schema
     * @param key the column's name, quoted
     * @param type of the key
     * @param value the key of row {@code i}
     */
    private record Odd(String name, String key, String type, String value, int rows) {

        String create() {
            return "CREATE TABLE %s (%s %s, n int NOT NULL, PRIMARY KEY (%2$s))".formatted(name, key, type);
        }

        String fill() {
            return "INSERT INTO %s SELECT %s, 0 FROM generate_series(1, %d) i".formatted(name, value, rows);
        }

        String change(int row) {
            return "UPDATE %s SET n = n + 1 WHERE %s = (SELECT %s FROM (VALUES (%d)) v (i))"
                    .formatted(name, key, value, row);
        }

        String counts() {
            return "SELECT format('%%s', %s), n FROM %s".formatted(key, name);
        }

        /** As it is published. */
        String plainName() {
            return name.substring(name.indexOf("\".\"") + 3, name.length() - 1).replace("\"\"", "\"");
        }

        String plainKey() {
            return key.substring(1, key.length() - 1).replace("\"\"", "\"");
        }
    }

    private static final List<Odd> TABLES = List.of(
            // more chunks than the frame hands to the stream's reader at once
            new Odd("\"S pa.ce\".\"many\"", "\"id\"", "int", "i * 3 - 4000", 5_200),
            new Odd("\"S pa.ce\".\"Quo\"\"te\"", "\"k\"\"ey\"", "bigint", "(i - 50)::bigint * 60000000000000000", 100),
            new Odd("\"S pa.ce\".\"select\"", "\"from\"", "uuid", "md5(i::text)::uuid", 100),
            new Odd("\"S pa.ce\".\"%_.ü\"", "\"ключ\"", "numeric", "(i - 50) * 1.000001 + (i % 5) * 1000", 100),
            new Odd(
                    "\"S pa.ce\".\"" + "x".repeat(63) + "\"",
                    "\"" + "y".repeat(63) + "\"",
                    "timestamptz",
                    "timestamptz '0044-03-15 BC' + i * interval '10 years 1 day'",
                    100),
            new Odd("\"S pa.ce\".\"text C\"", "\"k\"", "text COLLATE \"C\"", TEXT_KEY, 100),
            new Odd("\"S pa.ce\".\"text ICU\"", "\"k\"", "text COLLATE \"und-x-icu\"", TEXT_KEY, 100),
            new Odd("\"S pa.ce\".\"blind\"", "\"k\"", "text COLLATE blind", TEXT_KEY, 100),
            new Odd("\"S pa.ce\".\"padded\"", "\"k\"", "char(12)", TEXT_KEY, 100),
            new Odd("\"S pa.ce\".\"mood\"", "\"k\"", "mood", "(enum_range(NULL::mood))[i]", 20),
            new Odd("\"S pa.ce\".\"bytes\"", "\"k\"", "bytea", "decode(md5(i::text), 'hex')", 100),
            new Odd("\"S pa.ce\".\"bits\"", "\"k\"", "bit(9)", "i::bit(9)", 100),
            new Odd("\"S pa.ce\".\"net\"", "\"k\"", "inet", "('10.' || i % 7 || '.' || i || '.0/24')::inet", 100),
            new Odd("\"S pa.ce\".\"span\"", "\"k\"", "interval", "i * interval '29 days 7 hours'", 100),
            new Odd("\"S pa.ce\".\"floats\"", "\"k\"", "float8", "((i - 50) / 3e0::float8) ^ 3", 100));

    @TempDir
    Path directory;

    @Test
    void everyChangeOfEveryRowComesOnce() throws Exception {
        try (PostgresServer server = PostgresServer.startIn(directory.resolve("postgres"), Map.of())) {
            createTables(server);
            AtomicBoolean stopped = new AtomicBoolean();
            List<CompletableFuture<Void>> clients = new ArrayList<>();
            try (LocalJobProcess job = job(server)) {
                for (int i = 0; i < CLIENTS; i++) {
                    RandomGenerator random = RandomGeneratorFactory.getDefault().create(i);
                    clients.add(CompletableFuture.runAsync(() -> change(server, random, stopped)));
                }
                job.start();
                await("changes after the snapshot")
                        .atMost(PATIENCE)
                        .failFast(job::assertAlive)
                        .until(() -> job.changes().all().stream().anyMatch(line -> line.contains("\"op\":\"u\"")));
                stopped.set(true);
                clients.forEach(CompletableFuture::join);

                Map<String, Map<String, Integer>> counts = counts(server);
                await("all changes").atMost(PATIENCE).untilAsserted(() -> assertThat(
                                difference(replay(job.published()), counts))
                        .isEmpty());
                assertThat(job.published())
                        .extracting(PublishedChange::operation)
                        .contains(Operation.READ, Operation.UPDATE);
            } finally {
                stopped.set(true);
            }
        }
    }

    /** The last count of each row, while each count is held against the one before. */
    private static Map<String, Map<String, Integer>> replay(List<PublishedChange> changes) {
        Map<String, String> keys = new HashMap<>();
        TABLES.forEach(table -> keys.put(table.plainName(), table.plainKey()));
        Map<String, Map<String, Integer>> counts = new TreeMap<>();
        for (PublishedChange change : changes) {
            String key = change.after().text(keys.get(change.table()));
            int count = Integer.parseInt(change.after().text("n"));
            Integer before = counts.computeIfAbsent(change.table(), name -> new TreeMap<>())
                    .put(key, count);
            assertThat(before == null ? Operation.READ : Operation.UPDATE)
                    .as("%s %s", change.table(), key)
                    .isEqualTo(change.operation());
            assertThat(count)
                    .as("the count of %s %s", change.table(), key)
                    .isEqualTo(before == null ? count : before + 1);
        }
        return counts;
    }

    /** The rows whose count is not the server's, of both. */
    private static Map<String, String> difference(
            Map<String, Map<String, Integer>> published, Map<String, Map<String, Integer>> counts) {
        Map<String, String> differing = new TreeMap<>();
        for (Odd table : TABLES) {
            Map<String, Integer> rows = new TreeMap<>(published.getOrDefault(table.plainName(), Map.of()));
            Map<String, Integer> truth = new TreeMap<>(counts.get(table.plainName()));
            if (!rows.equals(truth)) {
                Map<String, Integer> both = Map.copyOf(rows);
                rows.entrySet().removeAll(truth.entrySet());
                truth.entrySet().removeAll(both.entrySet());
                differing.put(table.plainName(), rows + " instead of " + truth);
            }
        }
        return differing;
    }

    private static Map<String, Map<String, Integer>> counts(PostgresServer server) throws SQLException {
        Map<String, Map<String, Integer>> counts = new TreeMap<>();
        try (Sql sql = Sql.in(server, "odd")) {
            for (Odd table : TABLES) {
                Map<String, Integer> rows = counts.computeIfAbsent(table.plainName(), name -> new TreeMap<>());
                sql.rows(table.counts()).forEach(row -> rows.put(row.get(0), Integer.valueOf(row.get(1))));
            }
        }
        return counts;
    }

    private void createTables(PostgresServer server) throws SQLException {
        try (Sql sql = Sql.inNew(server, "odd")) {
            sql.run(
                    "CREATE SCHEMA \"S pa.ce\"",
                    "CREATE COLLATION blind (provider = icu, locale = 'und-u-ks-level2', deterministic = false)",
                    "CREATE TYPE mood AS ENUM ('z1', 'a2', 'Y3', 'b4', 'x5', 'c6', 'W7', 'd8', 'v9', 'e10', 'U11', 'f12',"
                            + " 't13', 'g14', 'S15', 'h16', 'r17', 'i18', 'Q19', 'j20')");
            for (Odd table : TABLES) {
                sql.run(table.create(), table.fill(), "ANALYZE " + table.name());
            }
            sql.run(
                    "CREATE ROLE \"re ader\" LOGIN REPLICATION PASSWORD '" + server.superuserPassword() + "'",
                    "GRANT USAGE ON SCHEMA \"S pa.ce\" TO \"re ader\"",
                    "GRANT SELECT ON ALL TABLES IN SCHEMA \"S pa.ce\" TO \"re ader\"",
                    "CREATE PUBLICATION dts_sync_shop FOR TABLES IN SCHEMA \"S pa.ce\" WITH (publish_via_partition_root = true)");
        }
    }

    private LocalJobProcess job(PostgresServer server) {
        return new LocalJobProcess(
                        directory.resolve("task"),
                        server,
                        "odd",
                        KnownBad.NONE,
                        CHUNK_ROWS,
                        "normalise: { zone: \"+00:00\" }\nobjects: [{ schema: '\"S pa.ce\"' }]")
                .edit(yaml -> yaml.replace("user: postgres", "user: \"re ader\""));
    }

    /** Transactions of a few rows, some of them held open for a moment. */
    private static void change(PostgresServer server, RandomGenerator random, AtomicBoolean stopped) {
        try (Sql sql = Sql.in(server, "odd")) {
            while (!stopped.get()) {
                Odd table = TABLES.get(random.nextInt(TABLES.size()));
                int row = random.nextInt(1, table.rows() + 1);
                sql.together(
                        table.change(row),
                        "SELECT pg_sleep(%d / 1000.0)".formatted(random.nextInt(40)),
                        table.change(row));
            }
        } catch (SQLException e) {
            throw new CompletionException(e);
        }
    }
}
