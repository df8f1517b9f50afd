package io.tidemark.job.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidemark.embedded.server.PostgresServer;
import io.tidemark.record.JsonDecoder;
import io.tidemark.record.Operation;
import io.tidemark.record.PublishedChange;
import io.tidemark.record.PublishedRow;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the connector as it comes alters, loses or invents: each value reads the same from the snapshot, from the stream, and
 * from the server itself; TRUNCATE is a change; an unchanged TOAST value is named, not made up; a row that is too large is kept
 * aside.
 */
class ValuesIT {

    private static final Map<String, String> VALUES = values();

    private static Map<String, String> values() {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("numeric", "'NaN'");
        values.put("numeric(40,2)", "'-12345678901234567890.10'");
        values.put("money", "'123456.78'");
        values.put("date", "'0044-03-15 BC'");
        values.put("timestamp", "'294276-12-31 23:59:59.999999'");
        values.put("timestamptz", "'infinity'");
        values.put("time", "'24:00'");
        values.put("timetz", "'23:59:59.5+00'");
        values.put("interval", "'1 year -2 mons 3 days 04:05:06.7'");
        values.put("int4range", "'[1,5)'");
        values.put("text[]", "ARRAY['a', NULL, '', 'c \"d\"', E'\\\\']");
        values.put("bytea", "'\\x00ff10'");
        values.put("jsonb", "'{\"a\": 1e400, \"b\": [null, true]}'");
        values.put("bool", "true");
        values.put("float8", "'-0'");
        values.put("float4", "'Infinity'");
        values.put("char(5)", "'ab'");
        values.put("uuid", "'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'");
        values.put("text", "E'tab\\t newline\\n return\\r backslash\\\\ quote\" \\\\N \u00e9\u4e16\uD83C\uDF0A'");
        values.put("varchar", "''");
        values.put("xml", "NULL");
        return values;
    }

    @TempDir
    Path directory;

    @Test
    void whatTheServerHoldsIsWhatIsPublished() throws Exception {
        try (PostgresServer server =
                PostgresServer.startIn(directory.resolve("postgres"), Map.of("wal_level", "logical", "fsync", "off"))) {
            server.createDatabase("shop");
            try (Connection connection = server.connect("shop");
                    Statement statement = connection.createStatement();
                    LocalJobProcess job = new LocalJobProcess(
                            directory.resolve("task"),
                            server,
                            "shop",
                            KnownBad.NONE,
                            1_000,
                            "normalise: { zone: \"+00:00\" }\nguard: { row-limit: 64KiB }\n")) {
                statement.execute("SET TimeZone = 'UTC'");
                statement.execute(createTable());
                statement.execute("CREATE TABLE doc (id int PRIMARY KEY, body text, n int)");
                statement.execute("ALTER TABLE doc ALTER body SET STORAGE EXTERNAL");
                statement.execute(insert(1));
                statement.execute("INSERT INTO doc VALUES (1, repeat('x', 9000), 0), (2, repeat('y', 100000), 0)");
                job.start();
                await().atMost(Duration.ofMinutes(1))
                        .until(() -> job.changes().all().size() >= 2);
                statement.execute(insert(2));
                statement.execute("UPDATE doc SET n = 1 WHERE id = 1");
                statement.execute("TRUNCATE doc");
                await().atMost(Duration.ofMinutes(1))
                        .until(() -> job.changes().all().size() >= 5);

                List<PublishedChange> changes =
                        job.changes().all().stream().map(ValuesIT::decode).toList();
                assertThat(asPublished(changes, Operation.READ, 1)).isEqualTo(asTheServerPrints(statement, 1));
                assertThat(asPublished(changes, Operation.INSERT, 2)).isEqualTo(asTheServerPrints(statement, 2));
                PublishedChange update = changes.get(changes.size() - 2);
                assertThat(update.operation()).isEqualTo(Operation.UPDATE);
                assertThat(update.unchanged()).containsExactly("body");
                assertThat(update.after().has("body")).isFalse();
                assertThat(changes.get(changes.size() - 1).operation()).isEqualTo(Operation.TRUNCATE);
                assertThat(job.deadLetters().all())
                        .singleElement()
                        .asString()
                        .contains("\"table\":\"doc\"", "\"key\":{\"id\":\"2\"}", "\"column\":\"body\"");
            }
        }
    }

    private static String createTable() {
        StringBuilder sql = new StringBuilder("CREATE TABLE odd (id int PRIMARY KEY");
        int column = 0;
        for (String type : VALUES.keySet()) {
            sql.append(", c").append(column++).append(' ').append(type);
        }
        return sql.append(')').toString();
    }

    private static String insert(int id) {
        return "INSERT INTO odd VALUES (" + id + ", " + String.join(", ", VALUES.values()) + ")";
    }

    private static Map<String, String> asTheServerPrints(Statement statement, int id) throws SQLException {
        Map<String, String> row = new LinkedHashMap<>();
        for (int i = 0; i < VALUES.size(); i++) {
            // format() uses the type's own output; a cast to text would spell booleans out and drop the padding of
            // char(n)
            String sql =
                    "SELECT CASE WHEN c%1$d IS NULL THEN NULL ELSE format('%%s', c%1$d) END FROM odd WHERE id = %2$d";
            try (ResultSet value = statement.executeQuery(sql.formatted(i, id))) {
                value.next();
                row.put("c" + i, value.getString(1));
            }
        }
        return row;
    }

    private static Map<String, String> asPublished(List<PublishedChange> changes, Operation operation, int id) {
        PublishedRow row = changes.stream()
                .filter(change -> change.table().equals("odd") && change.operation() == operation)
                .map(PublishedChange::after)
                .findFirst()
                .orElseThrow();
        assertThat(row.text("id")).isEqualTo(String.valueOf(id));
        Map<String, String> values = new LinkedHashMap<>();
        for (int i = 0; i < VALUES.size(); i++) {
            values.put("c" + i, row.text("c" + i));
        }
        return values;
    }

    private static PublishedChange decode(String line) {
        try {
            return new JsonDecoder().decode(line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
