package io.tidemark.precheck;

import io.tidemark.precheck.Finding.Passed;
import io.tidemark.precheck.Finding.Warning;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What the statistics tell of the size of rows, without a look at any. */
final class WideRowsCheck implements Precheck {

    /** An average near the limit means many rows over it. */
    private static final int NEAR = 4;

    private static final int KIB = 1024;

    /** Of a partitioned table the partition with the widest rows; what is stored apart is not in the columns' widths. */
    private static final String SQL = """
            WITH widths AS (SELECT schemaname, tablename, sum(avg_width) AS bytes FROM pg_stats GROUP BY 1, 2)
            SELECT root.oid,
                   max(w.bytes + CASE WHEN c.reltuples > 0 AND c.reltoastrelid <> 0
                                      THEN pg_relation_size(c.reltoastrelid) / c.reltuples ELSE 0 END)::int8
              FROM pg_class root
             CROSS JOIN LATERAL (SELECT root.oid UNION SELECT t.relid FROM pg_partition_tree(root.oid) t) part (oid)
              JOIN pg_class c ON c.oid = part.oid JOIN pg_namespace n ON n.oid = c.relnamespace
              LEFT JOIN widths w ON w.schemaname = n.nspname AND w.tablename = c.relname
             WHERE root.oid = ANY (?::oid[]) AND c.relkind = 'r' AND pg_relation_size(c.oid) > 0
             GROUP BY root.oid""";

    @Override
    public String id() {
        return "wide-rows";
    }

    @Override
    public String title() {
        return "rows are far below guard.row-limit";
    }

    @Override
    public String why() {
        return "A row over the limit is not published as it is: guard.oversized says what becomes of it.";
    }

    @Override
    public Finding run(SourceServer server) throws SQLException {
        Map<String, Long> bytes = new HashMap<>();
        int unknown = 0;
        for (List<String> row : server.rows(SQL, server.tables().oids())) {
            if (row.get(1).isEmpty()) {
                unknown++;
            } else {
                bytes.put(row.get(0), Long.parseLong(row.get(1)));
            }
        }
        List<String> sizes = server.tables().tables().stream()
                .map(table -> new Size(table, bytes.getOrDefault(table.oid(), -1L) * (table.isFull() ? 2 : 1)))
                .filter(size -> size.bytes() >= server.task().guard().rowLimit() / NEAR)
                .map(Size::label)
                .toList();
        String others = unknown == 0 ? "" : ", nothing is known of %d (no ANALYZE, or no SELECT)".formatted(unknown);
        if (sizes.isEmpty()) {
            return new Passed("below a quarter of it on average, single rows may be wider%s".formatted(others));
        }
        return new Warning(
                SelectedTables.named("table", sizes) + others,
                "rows whose average is below a quarter of guard.row-limit, which is %d bytes"
                        .formatted(server.task().guard().rowLimit()),
                "In the task file, raise guard.row-limit and guard.record-limit, or leave wide columns out of objects;",
                "over the limit holds guard.oversized, which is %s"
                        .formatted(server.task()
                                .guard()
                                .oversized()
                                .name()
                                .toLowerCase(Locale.ROOT)
                                .replace('_', '-')));
    }

    /** @param bytes of a change on average, as they are stored: with REPLICA IDENTITY FULL the row before and after */
    private record Size(SourceTable table, long bytes) {

        String label() {
            String size = bytes < KIB ? bytes + " bytes" : bytes / KIB + " KiB";
            return "%s (about %s a change)".formatted(table.name().label(), size);
        }
    }
}
