package io.tidemark.job.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidemark.embedded.server.PostgresServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A database that nobody here has made: Chinook, a music shop, with mixed-case names, names of the whole world and foreign keys. Half
 * of it is there before the job begins, the rest comes while it runs; what was published makes tables that are equal to the source's.
 */
class ChinookIT {

    private static final Pattern CODE_POINT = Pattern.compile("\\\\u([0-9a-f]{4})");

    @TempDir
    private Path directory;

    @Test
    void theDatabaseIsEqualDownstream() throws Exception {
        List<String> script = script();
        int half = script.size() / 2;
        try (PostgresServer server = PostgresServer.startIn(directory.resolve("postgres"), Map.of("fsync", "off"));
                Sql sql = Sql.inNew(server, "chinook");
                LocalJobProcess job =
                        new LocalJobProcess(directory.resolve("task"), server, "chinook", KnownBad.NONE, 500)) {
            sql.run("CREATE SCHEMA chinook");
            sql.together(script.subList(0, half).toArray(String[]::new));
            job.start();
            job.awaitChanges(1);
            sql.together(script.subList(half, script.size()).toArray(String[]::new));
            sql.run(
                    "UPDATE chinook.\"Track\" SET \"UnitPrice\" = \"UnitPrice\" * 2 WHERE \"GenreId\" = 10",
                    "UPDATE chinook.\"Artist\" SET \"Name\" = upper(\"Name\") WHERE \"ArtistId\" < 100",
                    "DELETE FROM chinook.\"PlaylistTrack\" WHERE \"PlaylistId\" = 5",
                    "UPDATE chinook.\"PlaylistTrack\" SET \"PlaylistId\" = 2 WHERE \"PlaylistId\" = 9",
                    // made now, so that it is not in the snapshot
                    "CREATE TABLE last_of_all (id int PRIMARY KEY)",
                    "INSERT INTO last_of_all VALUES (1)");
            await("the last change")
                    .atMost(Duration.ofMinutes(2))
                    .failFast(job::assertAlive)
                    .until(() -> job.changes().all().stream().anyMatch(line -> line.contains("last_of_all")));

            TableCopies copies = new TableCopies(sql).apply(job.published());
            List<String> tables = sql.rows("SELECT tablename FROM pg_tables WHERE schemaname = 'chinook'").stream()
                    .map(row -> row.get(0))
                    .toList();
            assertThat(tables).hasSize(11);
            for (String table : tables) {
                assertThat(copies.rows("chinook." + table))
                        .as(table)
                        .isNotEmpty()
                        .isEqualTo(TableCopies.serverRows(sql, "chinook.\"" + table + '"'));
            }
        }
    }

    /**
     * What makes and fills the tables, out of the script of another database system, which takes rows before those that they refer to: the
     * keys for that come last here.
     */
    private static List<String> script() throws IOException {
        InputStream script = Objects.requireNonNull(ChinookIT.class.getResourceAsStream("/chinook.script"));
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(script, StandardCharsets.UTF_8))) {
            return lines.lines()
                    .filter(line -> line.matches("(CREATE MEMORY TABLE|ALTER TABLE|INSERT INTO) \"chinook\".*"))
                    .map(line -> line.replace("CREATE MEMORY TABLE", "CREATE TABLE"))
                    .map(line -> CODE_POINT
                            .matcher(line)
                            .replaceAll(code -> Character.toString(Integer.parseInt(code.group(1), 16))))
                    .sorted(Comparator.comparing(line -> line.startsWith("ALTER")))
                    .toList();
        }
    }
}
