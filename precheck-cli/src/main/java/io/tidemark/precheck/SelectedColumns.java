package io.tidemark.precheck;

import io.tidemark.task.ColumnName;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The columns of all tables that a task selects, in the tables' order and their own. */
final class SelectedColumns {

    /** Types are followed into what they are made of, as a value within another is published in the same way. */
    private static final String SQL = """
            WITH RECURSIVE own AS (
                SELECT a.attrelid, a.attnum, a.attname, a.atttypid, a.atttypmod, a.attgenerated
                  FROM pg_attribute a
                 WHERE a.attrelid = ANY (?::oid[]) AND a.attnum > 0 AND NOT a.attisdropped),
            within (root, type) AS (
                SELECT atttypid, atttypid FROM own
                UNION
                SELECT w.root, p.type
                  FROM within w JOIN pg_type t ON t.oid = w.type
                 CROSS JOIN LATERAL (
                    SELECT t.typbasetype WHERE t.typtype = 'd'
                    UNION ALL SELECT t.typelem WHERE t.typlen = -1 AND t.typelem <> 0
                    UNION ALL SELECT r.rngsubtype FROM pg_range r WHERE t.oid IN (r.rngtypid, r.rngmultitypid)
                    UNION ALL SELECT f.atttypid FROM pg_attribute f
                               WHERE t.typtype = 'c' AND f.attrelid = t.typrelid AND f.attnum > 0 AND NOT f.attisdropped
                    ) p (type)),
            parts AS (SELECT root, string_agg(type::text, ',') AS types FROM within GROUP BY root)
            SELECT o.attrelid, o.attname, format_type(o.atttypid, o.atttypmod), o.atttypid, p.types, o.attgenerated,
                   coalesce(o.attnum = ANY ((i.indkey::int2[])[0 : i.indnkeyatts - 1]), false)
              FROM own o JOIN parts p ON p.root = o.atttypid
              JOIN pg_class c ON c.oid = o.attrelid
              LEFT JOIN pg_index i ON i.indrelid = c.oid AND IDENTITY
             ORDER BY o.attrelid, o.attnum""".replace("IDENTITY", SourceTable.IDENTITY_INDEX);

    private final List<SourceTable> tables;
    private final Map<SourceTable, List<SourceColumn>> byTable;

    private SelectedColumns(List<SourceTable> tables, Map<SourceTable, List<SourceColumn>> byTable) {
        this.tables = tables;
        this.byTable = byTable;
    }

    static SelectedColumns of(SourceServer server) throws SQLException {
        List<SourceTable> tables = server.tables().tables();
        Map<String, SourceTable> byOid =
                tables.stream().collect(Collectors.toMap(SourceTable::oid, Function.identity()));
        Map<SourceTable, List<SourceColumn>> byTable = server
                .rows(SQL, server.tables().oids())
                .stream()
                .map(row -> column(Objects.requireNonNull(byOid.get(row.get(0))), row))
                .collect(Collectors.groupingBy(SourceColumn::table));
        return new SelectedColumns(tables, byTable);
    }

    private static SourceColumn column(SourceTable table, List<String> row) {
        return new SourceColumn(
                table,
                row.get(1),
                row.get(2),
                Integer.parseUnsignedInt(row.get(3)),
                SourceColumn.oids(row.get(4)),
                row.get(5).isEmpty() ? ' ' : row.get(5).charAt(0),
                row.get(6).equals("t"));
    }

    List<SourceColumn> of(SourceTable table) {
        return byTable.getOrDefault(table, List.of());
    }

    List<String> names(SourceTable table) {
        return of(table).stream().map(SourceColumn::name).toList();
    }

    List<SourceColumn> where(Predicate<SourceColumn> wanted) {
        return tables.stream()
                .flatMap(table -> of(table).stream())
                .filter(wanted)
                .toList();
    }

    /** The column of that name; {@code null} if none of the selected tables has it. */
    @Nullable
    SourceColumn find(ColumnName name) {
        return tables.stream()
                .filter(table -> table.name().equals(name.table()))
                .flatMap(table -> of(table).stream())
                .filter(column -> column.name().equals(name.column()))
                .findFirst()
                .orElse(null);
    }
}
