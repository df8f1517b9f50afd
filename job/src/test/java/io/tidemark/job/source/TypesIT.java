package io.tidemark.job.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.embedded.server.PostgresServer;
import io.tidemark.record.Operation;
import io.tidemark.record.PublishedChange;
import io.tidemark.record.PublishedRow;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each value of each type reads the same from the snapshot, from the stream and from the server itself, and becomes what {@code
 * docs/types.md} says. A large value that an update left alone is named, not made up.
 */
class TypesIT {

    private static final int NEWEST = 18;

    /** Added to the id of a row that is inserted again while the job runs. */
    private static final int IN_STREAM = 1_000;

    private static final int MEGABYTE = 1 << 20;

    @TempDir
    Path directory;

    @ParameterizedTest(name = "PostgreSQL {0}")
    @MethodSource("io.tidemark.job.source.PostgresVersions#supported")
    void whatTheServerHoldsIsWhatIsPublished(int version) throws Exception {
        List<TypeCase> types =
                TypeCases.ALL.stream().filter(type -> type.since() <= version).toList();
        try (PostgresServer server = PostgresServer.startIn(
                        directory.resolve("postgres"), Map.of(), PostgresVersions.ofMajor(version));
                Sql sql = Sql.inNew(server, "shop");
                LocalJobProcess job = new LocalJobProcess(
                        directory.resolve("task"),
                        server,
                        "shop",
                        KnownBad.NONE,
                        1_000,
                        "normalise: { zone: \"+00:00\" }")) {
            TypesTable table = new TypesTable(types);
            table.create(sql);
            createLargeValues(sql);
            assertThat(table.typesMissing(sql)).isEmpty();
            job.start();
            job.awaitChanges(table.rows() + 4);

            table.insertAgain(sql, IN_STREAM);
            changeLargeValues(sql);
            makeTypesInMidStream(sql);
            List<PublishedChange> changes = job.awaitChanges(2 * table.rows() + 4 + 8);

            List<Map<String, @Nullable String>> truth = table.texts(sql, 0);
            assertThat(table.texts(sql, IN_STREAM)).isEqualTo(truth);
            assertSame(table.published(changes, Operation.READ), truth, table);
            assertSame(table.published(changes, Operation.INSERT), truth, table);
            assertLargeValues(changes);
            assertTypesOfMidStream(changes);
            assertThat(job.deadLetters().all()).isEmpty();
            new TypesDoc(table.json(job.changes().all())).check(version == NEWEST);
        }
    }

    private static void assertSame(
            List<Map<String, @Nullable String>> published,
            List<Map<String, @Nullable String>> truth,
            TypesTable table) {
        List<String> wrong = new ArrayList<>();
        for (int row = 0; row < truth.size(); row++) {
            Map<String, @Nullable String> expected = truth.get(row);
            Map<String, @Nullable String> found = published.get(row);
            for (String column : expected.keySet()) {
                if (!Objects.equals(found.get(column), expected.get(column))) {
                    wrong.add("%s of row %d: %s instead of %s"
                            .formatted(
                                    table.label(column),
                                    row,
                                    shortened(found.get(column)),
                                    shortened(expected.get(column))));
                }
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(published).hasSameSizeAs(truth);
    }

    private static @Nullable String shortened(@Nullable String text) {
        return text == null || text.length() < 200 ? text : text.substring(0, 200) + "... of " + text.length();
    }

    /** Out of line, the second one under a replica identity that has the old row in the log. */
    private static void createLargeValues(Sql sql) throws SQLException {
        for (String table : List.of("large", "large_full")) {
            sql.run(
                    "CREATE TABLE " + table + " (id int PRIMARY KEY, body text, parts text[], n int)",
                    "ALTER TABLE " + table + " ALTER body SET STORAGE EXTERNAL, ALTER parts SET STORAGE EXTERNAL",
                    "INSERT INTO " + table + " SELECT i, repeat('x', " + MEGABYTE
                            + "), ARRAY[repeat('y', 99998)], 0 FROM generate_series(1, 2) i");
        }
        sql.run("ALTER TABLE large_full REPLICA IDENTITY FULL");
    }

    private static void changeLargeValues(Sql sql) throws SQLException {
        for (String table : List.of("large", "large_full")) {
            sql.run(
                    "UPDATE " + table + " SET n = 1 WHERE id = 1",
                    "UPDATE " + table + " SET body = repeat('z', " + MEGABYTE + ") WHERE id = 2");
        }
        sql.run("TRUNCATE large, large_full");
    }

    private static void assertLargeValues(List<PublishedChange> changes) {
        Map<String, String> seen = new LinkedHashMap<>();
        for (PublishedChange change : changes) {
            if (change.table().startsWith("large")
                    && (change.operation() == Operation.UPDATE || change.operation() == Operation.TRUNCATE)) {
                seen.merge(change.table(), describe(change), (one, other) -> one + "; " + other);
            }
        }
        assertThat(seen)
                .containsEntry(
                        "large", "1 body unchanged, parts unchanged; 2 body 1048576 z, parts unchanged; truncated")
                .containsEntry(
                        "large_full", "1 body 1048576 x, parts 100000 {; 2 body 1048576 z, parts 100000 {; truncated");
    }

    private static String describe(PublishedChange change) {
        PublishedRow row = change.after();
        if (row == null) {
            return "truncated";
        }
        return "%s body %s, parts %s"
                .formatted(row.text("id"), describe(change, row, "body"), describe(change, row, "parts"));
    }

    private static String describe(PublishedChange change, PublishedRow row, String column) {
        String text = row.text(column);
        if (text == null) {
            return !row.has(column) && change.unchanged().contains(column) ? "unchanged" : "missing";
        }
        return text.length() + " " + text.charAt(0);
    }

    private static void makeTypesInMidStream(Sql sql) throws SQLException {
        sql.run(
                "ALTER TYPE mood ADD VALUE 'new \"one\"' AFTER 'sad'",
                "CREATE TYPE later AS (moods mood[], at timestamptz)",
                "CREATE TABLE arrivals (id int PRIMARY KEY, value later)",
                "INSERT INTO arrivals VALUES (1, ROW('{sad,\"new \\\"one\\\"\"}', '2026-01-01 08:00+08'))",
                "ALTER TABLE arrivals ADD mood mood DEFAULT 'new \"one\"'",
                "INSERT INTO arrivals VALUES (2, NULL)");
    }

    private static void assertTypesOfMidStream(List<PublishedChange> changes) {
        String rows = changes.stream()
                .filter(change -> change.table().equals("arrivals"))
                .map(change -> change.after().values().toString())
                .collect(Collectors.joining());
        assertThat(rows)
                .isEqualTo("{id=1, value=(\"{sad,\"\"new \\\\\"\"one\\\\\"\"\"\"}\",\"2026-01-01 00:00:00+00\")}"
                        + "{id=2, value=null, mood=new \"one\"}");
    }
}
