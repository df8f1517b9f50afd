package io.tidemark.job.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.embedded.server.PostgresServer;
import io.tidemark.record.Column;
import io.tidemark.record.Table;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ChunkPlannerIT {

    @TempDir
    static Path directory;

    private PostgresServer server;
    private Connection connection;
    private Sql sql;

    @BeforeAll
    void connect() throws SQLException {
        server = PostgresServer.startIn(directory, Map.of());
        connection = server.connect("postgres");
        sql = Sql.in(server, "postgres");
    }

    @AfterAll
    void stopServer() throws SQLException {
        connection.close();
        sql.close();
        server.close();
    }

    @Test
    void chunksHaveAsManyRowsAsTheyShall() throws SQLException {
        sql.run("CREATE TABLE numbers (id int PRIMARY KEY)", "INSERT INTO numbers SELECT generate_series(1, 2500)");

        assertThat(bounds(new ChunkPlanner(1_000, 8 << 20), shapeOf("numbers"))).containsExactly("1001", "2001");
    }

    /** As text, 1000 comes before 2. */
    @Test
    void chunksAreCutInTheOrderOfTheKeysOwnType() throws SQLException {
        sql.run(
                "CREATE TABLE amounts (id numeric PRIMARY KEY)",
                "INSERT INTO amounts SELECT -i FROM generate_series(1, 2500) AS i");

        assertThat(bounds(new ChunkPlanner(1_000, 8 << 20), shapeOf("amounts"))).containsExactly("-1500", "-500");
    }

    /** Of a key's first column with few values, whose equal rows stay together. */
    @Test
    void rowsOfEqualKeysAreNotCutApart() throws SQLException {
        sql.run(
                "CREATE TABLE lines (id int, number int, PRIMARY KEY (id, number))",
                "INSERT INTO lines SELECT i / 1000, i % 1000 FROM generate_series(0, 2999) AS i");

        assertThat(bounds(new ChunkPlanner(100, 8 << 20), shapeOf("lines"))).containsExactly("0", "1", "2");
    }

    /** A timestamp has 8 bytes on disk and 29 as text. */
    @Test
    void aChunkIsMeasuredByItsText() throws SQLException {
        sql.run(
                "CREATE TABLE moments (id int PRIMARY KEY, t timestamptz, b timestamptz, c timestamptz, d timestamptz)",
                """
                INSERT INTO moments SELECT i, v, v, v, v
                  FROM generate_series(1, 20000) AS i, (VALUES ('2026-11-22 05:06:07.123456+00'::timestamptz)) AS one (v)
                """,
                "ANALYZE moments");

        int ofAll = new ChunkPlanner(50_000, 1 << 20)
                .size(connection, shapeOf("moments", "id", "t", "b", "c", "d"))
                .rows();
        int ofSome = new ChunkPlanner(50_000, 1 << 20)
                .size(connection, shapeOf("moments", "id", "t", "b", "c"))
                .rows();

        assertThat(ofAll).isBetween((1 << 20) / 150, (1 << 20) / 120);
        assertThat(ofSome).as("what is not published does not count").isBetween((1 << 20) / 120, (1 << 20) / 90);
    }

    @Test
    void aSmallTableIsOneChunkAndNothingIsAskedForIt() throws SQLException {
        sql.run("CREATE TABLE small (id int PRIMARY KEY)", "INSERT INTO small SELECT generate_series(1, 10000)");
        ChunkPlanner planner = ChunkPlanner.DEFAULT;

        int rows = planner.size(connection, shapeOf("small")).rows();

        assertThat(rows).isEqualTo(ChunkPlanner.ALL);
        assertThat(planner.nextBound(connection, shapeOf("small"), "id", null, rows))
                .isNull();
    }

    /** Readers are given small chunks in groups. */
    @Test
    void aChunkIsThoughtToHaveItsShareOfWhatItMayHave() throws SQLException {
        sql.run(
                "CREATE TABLE few (id int PRIMARY KEY)",
                "INSERT INTO few SELECT generate_series(1, 10)",
                "CREATE TABLE half (id int PRIMARY KEY, note text)",
                "INSERT INTO half SELECT i, repeat('x', 1000) FROM generate_series(1, 500) AS i",
                "CREATE TABLE more (id int PRIMARY KEY, note text)",
                "INSERT INTO more SELECT i, repeat('x', 1000) FROM generate_series(1, 3000) AS i",
                "ANALYZE");
        ChunkPlanner planner = new ChunkPlanner(50_000, 1 << 20);

        assertThat(planner.size(connection, shapeOf("few")).share()).isEqualTo(0.125);
        assertThat(planner.size(connection, shapeOf("half")).share()).isBetween(0.45, 0.65);
        assertThat(planner.size(connection, shapeOf("more")).share()).isBetween(0.99, 1.0);
    }

    @Test
    void aPartitionedTableIsNotSmallThoughNothingLiesInItself() throws SQLException {
        sql.run(
                "CREATE TABLE parts (id int PRIMARY KEY) PARTITION BY RANGE (id)",
                "CREATE TABLE part PARTITION OF parts FOR VALUES FROM (0) TO (100000)",
                "INSERT INTO parts SELECT generate_series(1, 60000)");

        TableShape shape = new TableShape(shapeOf("parts").table(), true, null, List.of("id"));

        assertThat(bounds(ChunkPlanner.DEFAULT, shape)).containsExactly("50001");
    }

    private List<String> bounds(ChunkPlanner planner, TableShape shape) throws SQLException {
        int rows = planner.size(connection, shape).rows();
        List<String> bounds = new ArrayList<>();
        for (@Nullable String bound = next(planner, shape, null, rows);
                bound != null;
                bound = next(planner, shape, bound, rows)) {
            bounds.add(bound);
        }
        return bounds;
    }

    private @Nullable String next(ChunkPlanner planner, TableShape shape, @Nullable String from, int rows)
            throws SQLException {
        return planner.nextBound(connection, shape, "id", from, rows);
    }

    private TableShape shapeOf(String name, String... columns) throws SQLException {
        int oid = Integer.parseUnsignedInt(sql.ask("SELECT '%s'::regclass::oid".formatted(name)));
        Table table = new Table(
                "postgres",
                "public",
                name,
                oid,
                Stream.of(columns)
                        .map(column -> new Column(column, 0, -1, false))
                        .toList());
        return new TableShape(table, false, null, List.of("id"));
    }
}
