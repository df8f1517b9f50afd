package io.tidemark.job.source;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.tidemark.record.Operation;
import io.tidemark.record.PublishedChange;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The table {@code types}, with a column for each type: its first row has the first value of each, and so on. The last row has
 * NULLs only.
 */
final class TypesTable {

    private static final String NAME = "types";

    private final List<TypeCase> types;
    private final int rows;

    TypesTable(List<TypeCase> types) {
        this.types = types;
        this.rows =
                1 + types.stream().mapToInt(type -> type.values().size()).max().orElseThrow();
    }

    int rows() {
        return rows;
    }

    /** The column's type, for people. */
    String label(String column) {
        return types.get(Integer.parseInt(column.substring(1))).type();
    }

    void create(Sql sql) throws SQLException {
        for (String extension : TypeCases.EXTENSIONS) {
            sql.run("CREATE EXTENSION " + extension);
        }
        sql.run(TypeCases.SETUP.toArray(new String[0]));
        String withValues = columns(i -> ", c" + i + " " + types.get(i).type());
        String without = TypeCases.WITHOUT_VALUES.stream()
                .map(type -> ", " + type + " " + type)
                .collect(Collectors.joining());
        sql.run("CREATE TABLE types (id int PRIMARY KEY" + withValues + without + ")");
        for (int row = 0; row < rows; row++) {
            int number = row;
            sql.run("INSERT INTO types VALUES (" + row + columns(i -> ", " + value(types.get(i), number)) + ")");
        }
    }

    private static String value(TypeCase type, int row) {
        return row < type.values().size() ? type.values().get(row) : "NULL";
    }

    /** Inserts every row once more, under other ids. */
    void insertAgain(Sql sql, int added) throws SQLException {
        sql.run("INSERT INTO public.types SELECT id + " + added + columns(i -> ", c" + i)
                + " FROM public.types ORDER BY id");
    }

    /** The server's types that no column has. */
    List<String> typesMissing(Sql sql) throws SQLException {
        return sql.rows("""
                        SELECT oid::regtype FROM pg_type
                         WHERE typtype IN ('b', 'r', 'm') AND typnamespace = 'pg_catalog'::regnamespace
                           AND typoutput <> 'array_out'::regproc
                           AND oid NOT IN (SELECT atttypid FROM pg_attribute WHERE attrelid = 'public.types'::regclass)
                        """).stream().map(row -> row.get(0)).toList();
    }

    /** The texts of each row as the server prints them, by column. */
    List<Map<String, @Nullable String>> texts(Sql sql, int added) throws SQLException {
        String query = "SELECT id" + columns(i -> ", " + types.get(i).text("c" + i))
                + " FROM public.types WHERE id >= %d AND id < %d ORDER BY id".formatted(added, added + rows);
        List<Map<String, @Nullable String>> texts = new ArrayList<>();
        sql.run("SET search_path = pg_catalog"); // a regclass is printed with its schema, as in the job's sessions
        for (List<@Nullable String> row : sql.rows(query)) {
            Map<String, @Nullable String> values = new LinkedHashMap<>();
            for (int i = 0; i < types.size(); i++) {
                values.put("c" + i, row.get(i + 1));
            }
            TypeCases.WITHOUT_VALUES.forEach(type -> values.put(type, null));
            texts.add(values);
        }
        sql.run("RESET search_path");
        return texts;
    }

    /** The rows that one operation published, as {@link #texts}. */
    List<Map<String, @Nullable String>> published(List<PublishedChange> changes, Operation operation) {
        List<Map<String, @Nullable String>> texts = new ArrayList<>();
        for (PublishedChange change : changes) {
            if (change.table().equals(NAME) && change.operation() == operation) {
                Map<String, @Nullable String> values =
                        new LinkedHashMap<>(change.after().values());
                values.remove("id");
                texts.add(values);
            }
        }
        return texts;
    }

    /** The values as they stand in the published lines of the snapshot, by type. */
    Map<TypeCase, List<String>> json(List<String> lines) throws IOException {
        List<Map<String, String>> published = new ArrayList<>();
        for (String line : lines) {
            if (line.contains("\"table\":\"types\"") && line.contains("\"op\":\"r\"")) {
                published.add(after(line));
            }
        }
        Map<TypeCase, List<String>> json = new LinkedHashMap<>();
        for (int i = 0; i < types.size(); i++) {
            String column = "c" + i;
            json.put(
                    types.get(i),
                    published.subList(0, types.get(i).values().size()).stream()
                            .map(row -> row.get(column))
                            .toList());
        }
        return json;
    }

    /** The members of {@code after}, each as it stands in the line. */
    private static Map<String, String> after(String line) throws IOException {
        Map<String, String> members = new LinkedHashMap<>();
        int start = line.indexOf("\"after\":") + "\"after\":".length();
        String object = line.substring(start);
        try (JsonParser parser = new JsonFactory().createParser(object)) {
            parser.nextToken();
            JsonToken token = parser.nextToken();
            while (token == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                int from = (int) parser.currentTokenLocation().getCharOffset();
                token = parser.nextToken();
                int next = (int) parser.currentTokenLocation().getCharOffset();
                members.put(name, object.substring(from, token == JsonToken.FIELD_NAME ? next - 1 : next));
            }
        }
        return members;
    }

    private String columns(java.util.function.IntFunction<String> column) {
        return IntStream.range(0, types.size()).mapToObj(column).collect(Collectors.joining());
    }
}
