package io.tidemark.bench;

import io.tidemark.bench.result.End;
import io.tidemark.record.DtsAvroDecoder;
import io.tidemark.record.JsonDecoder;
import io.tidemark.record.PublishedRow;
import io.tidemark.record.UnreadableRecordException;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Compares published rows with those of the table, as the server prints them at +08:00.
 *
 * @param end in which format they were published
 * @param normalise the digits that the task rounds to, as its file has them; empty if it leaves the numbers alone
 */
record Values(End end, String normalise) {

    static final int REMAINDER = 7;

    /**
     * Fails at the first difference.
     *
     * @param images by table and key, those of the rows whose key leaves {@link #REMAINDER} when it is divided by {@code oneIn}
     */
    void compare(SourceDatabase source, Map<String, Map<Long, byte[]>> images, int oneIn) throws Exception {
        try (Connection connection = source.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("SET TimeZone = 'Asia/Shanghai'");
            for (Map.Entry<String, Map<Long, byte[]>> table : images.entrySet()) {
                compare(statement, table.getKey(), table.getValue(), oneIn);
            }
        }
    }

    private void compare(Statement statement, String table, Map<Long, byte[]> images, int oneIn) throws Exception {
        List<String> columns = columns(statement, table);
        String sql = "SELECT %s FROM %s WHERE %s %% %d = %d"
                .formatted(String.join(", ", columns), table, columns.get(0), oneIn, REMAINDER);
        int rows = 0;
        try (ResultSet expected = statement.executeQuery(sql)) {
            while (expected.next()) {
                long key = expected.getLong(1);
                byte[] image = images.get(key);
                if (image == null) {
                    throw new BenchException("the row of table '%s' with key %d is missing".formatted(table, key));
                }
                compare(table, key, expected, values(image));
                rows++;
            }
        }
        if (rows != images.size()) {
            throw new BenchException("of table '%s' %d rows were looked at, but it has %d of them"
                    .formatted(table, images.size(), rows));
        }
    }

    private static void compare(String table, long key, ResultSet expected, Map<String, @Nullable String> published)
            throws SQLException {
        ResultSetMetaData columns = expected.getMetaData();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
            String name = columns.getColumnLabel(i);
            if (!published.containsKey(name) || !isEqual(expected.getString(i), published.get(name))) {
                throw new BenchException(
                        "column '%s' of the row of table '%s' with key %d was published with another value"
                                .formatted(name, table, key));
            }
        }
    }

    /** Numbers by what they are, as 1.50 is 1.5; everything else by its text. */
    private static boolean isEqual(@Nullable String expected, @Nullable String published) {
        if (expected == null || published == null) {
            return expected == null && published == null;
        }
        if (expected.equals(published)) {
            return true;
        }
        try {
            return new BigDecimal(expected).compareTo(new BigDecimal(published)) == 0;
        } catch (NumberFormatException noNumber) {
            return false;
        }
    }

    private Map<String, @Nullable String> values(byte[] image) throws UnreadableRecordException {
        if (end == End.KAFKA) {
            return AvroText.ofRowAfter(new DtsAvroDecoder().decode(image));
        }
        PublishedRow row = new JsonDecoder().decode(image).after();
        return row == null ? new LinkedHashMap<>() : row.values();
    }

    /** The columns in order, each as an expression with what the task makes of it. */
    private List<String> columns(Statement statement, String table) throws SQLException {
        List<String> columns = new ArrayList<>();
        try (ResultSet result = statement.executeQuery("""
                SELECT attname, typname FROM pg_attribute JOIN pg_type ON pg_type.oid = atttypid
                 WHERE attrelid = '%s'::regclass AND attnum > 0 ORDER BY attnum
                """.formatted(table))) {
            while (result.next()) {
                String name = result.getString(1);
                columns.add(
                        switch (result.getString(2)) {
                            case "float4" -> rounded(name, "float-digits");
                            case "float8" -> rounded(name, "double-digits");
                            default -> name;
                        });
            }
        }
        return columns;
    }

    private String rounded(String column, String key) {
        int at = normalise.indexOf(key);
        if (at < 0) {
            return column;
        }
        String digits = normalise.substring(at).replaceAll("^[^0-9]*([0-9]+).*", "$1");
        return "round(%1$s::text::numeric, %2$s) AS %1$s".formatted(column, digits);
    }
}
