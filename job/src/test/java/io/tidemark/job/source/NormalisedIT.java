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
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Values within values, in a database whose encoding is LATIN1: from the snapshot and from the stream they are what the server
 * prints in a session of the target zone, in UTF-8, and floats are rounded; for types that are made or altered meanwhile too.
 */
class NormalisedIT {

    /**
     * A column.
     *
     * @param value as SQL
     * @param expected as SQL: what is published is its text in a session of the zone
     */
    private record Case(String type, String value, String expected) {

        static Case shifted(String type, String value) {
            return new Case(type, value, value);
        }
    }

    private static final List<Case> CASES = List.of(
            Case.shifted("timestamptz", "'2026-01-01 00:00:00+00'"),
            Case.shifted("timestamptz[]", "'[0:1]={2026-01-01 20:00:00+00,NULL}'"),
            Case.shifted("tstzrange", "'[2026-01-01 20:00:00+00,infinity)'"),
            Case.shifted("tstzrange[]", "ARRAY['[2026-01-01 20:00:00+00,)', 'empty', NULL]::tstzrange[]"),
            Case.shifted("tstzmultirange", "'{(,2026-01-01 00:00:00+00],[2026-01-02 20:00:00+00,)}'"),
            Case.shifted("moment", "'0044-03-15 20:00:00+00 BC'"),
            Case.shifted("moments", "'{2026-01-01 00:00:00+00}'"),
            Case.shifted("\"bésuch\"", "ROW(E'\\u00e9\\u00a0\\u0085 \"x\"', '2026-01-01 00:00+00', '{}')"),
            Case.shifted("\"bésuch\"[]", "ARRAY[ROW('ÿ', '2026-01-01 00:00+00', NULL), NULL]::\"bésuch\"[]"),
            Case.shifted("text[]", "ARRAY[E'\\u00e9', E'\\u00a0', E'\\u0085']"),
            Case.shifted("mood", "'größe'"),
            new Case("timetz[]", "'{20:00+00,NULL}'", "'{04:00+08,NULL}'"),
            new Case("float8", "1.25", "1.3"),
            new Case("float8[]", "'{1.25,NULL,-0}'", "'{1.3,NULL,-0}'"),
            new Case("real[]", "'{1.25}'", "'{1.25}'"),
            new Case("floatrange", "'[1.25,2)'", "'[1.3,2)'"));

    @TempDir
    Path directory;

    @Test
    void whatIsWithinValuesIsNormalisedWhateverTheEncoding() throws Exception {
        try (PostgresServer server = PostgresServer.startIn(directory.resolve("postgres"), Map.of());
                Sql sql = inLatin1(server);
                LocalJobProcess job = new LocalJobProcess(
                        directory.resolve("task"),
                        server,
                        "latin",
                        KnownBad.NONE,
                        1_000,
                        "normalise: { double-digits: 1 }")) {
            createTable(sql);
            insert(sql, 1);
            job.start();
            job.awaitChanges(1);
            insert(sql, 2);
            insertTypeOfMidStream(sql);
            List<PublishedChange> changes = job.awaitChanges(3);

            assertThat(changes).extracting(PublishedChange::operation).startsWith(Operation.READ, Operation.INSERT);
            assertThat(published(changes.get(0))).isEqualTo(expected(sql));
            assertThat(published(changes.get(1))).isEqualTo(expected(sql));
            assertThat(changes.get(2).after().values().toString())
                    .isEqualTo("{id=1, value=(1.3,\"2026-01-01 08:00:00+08\")}");

            alterTypeInMidStream(sql);
            await("the row of the altered table")
                    .atMost(Duration.ofMinutes(1))
                    .failFast(job::assertAlive)
                    .until(() -> arrivals(job).contains("{id=3, value=(1.3,,1.3), more=null}"));

            if (arrivals(job).size() > 2) {
                // a server may describe a table anew for reasons of its own, and then the job has looked again
                assertThat(arrivals(job)).element(1).isEqualTo("{id=2, value=(1.3,,1.3)}");
            } else {
                await("the value of the altered type")
                        .atMost(Duration.ofMinutes(1))
                        .untilAsserted(() -> assertThat(job.deadLetters().all())
                                .singleElement()
                                .asString()
                                .contains("\"key\":{\"id\":\"2\"}", "expected a composite value of 2 fields"));
            }
        }
    }

    private static List<String> arrivals(LocalJobProcess job) {
        return job.published().stream()
                .filter(change -> change.table().equals("arrivals"))
                .map(change -> change.after().values().toString())
                .toList();
    }

    private static Sql inLatin1(PostgresServer server) throws SQLException {
        try (Sql sql = Sql.in(server, "postgres")) {
            sql.run("CREATE DATABASE latin ENCODING 'LATIN1' TEMPLATE template0");
        }
        Sql sql = Sql.in(server, "latin");
        sql.run("SET TimeZone = '<+08>-8'");
        return sql;
    }

    private static void createTable(Sql sql) throws SQLException {
        List<String> columns = new ArrayList<>();
        for (int i = 0; i < CASES.size(); i++) {
            columns.add("\"sp%dâlte\" %s".formatted(i, CASES.get(i).type()));
        }
        sql.run(
                "CREATE TYPE mood AS ENUM ('größe')",
                "CREATE DOMAIN moment AS timestamptz",
                "CREATE DOMAIN moments AS moment[]",
                "CREATE TYPE floatrange AS RANGE (subtype = float8)",
                "CREATE TYPE \"bésuch\" AS (name text, at moment, times moments)",
                "CREATE TABLE \"täble\" (id int PRIMARY KEY, " + String.join(", ", columns) + ")");
    }

    private static void insert(Sql sql, int id) throws SQLException {
        String values = CASES.stream().map(Case::value).collect(Collectors.joining(", "));
        sql.run("INSERT INTO \"täble\" VALUES (" + id + ", " + values + ")");
    }

    private static List<String> expected(Sql sql) throws SQLException {
        List<String> expected = new ArrayList<>();
        for (Case column : CASES) {
            expected.add(sql.ask("SELECT (%s)::%s::text".formatted(column.expected(), column.type())));
        }
        return expected;
    }

    private static List<String> published(PublishedChange change) {
        assertThat(change.table()).isEqualTo("täble");
        List<String> values = new ArrayList<>();
        for (int i = 0; i < CASES.size(); i++) {
            values.add(change.after().text("sp" + i + "âlte"));
        }
        return values;
    }

    private static void insertTypeOfMidStream(Sql sql) throws SQLException {
        sql.run(
                "CREATE TYPE later AS (price float8, at timestamptz)",
                "CREATE TABLE arrivals (id int PRIMARY KEY, value later)",
                "INSERT INTO arrivals VALUES (1, ROW(1.25, '2026-01-01 00:00+00'))");
    }

    /** The first value after it shows what the job can't know; then the table is altered, and it looks again. */
    private static void alterTypeInMidStream(Sql sql) throws SQLException {
        sql.run(
                "ALTER TYPE later ADD ATTRIBUTE weight float8",
                "INSERT INTO arrivals VALUES (2, ROW(1.25, NULL, 1.25))",
                "ALTER TABLE arrivals ADD more int",
                "INSERT INTO arrivals VALUES (3, ROW(1.25, NULL, 1.25))");
    }
}
