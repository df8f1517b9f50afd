package io.tidemark.precheck;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.tidemark.task.TableName;
import java.sql.SQLException;
import java.util.List;

/**
 * How large a table is, with all of its partitions.
 *
 * @param bytes on disk, with what is stored out of line, without indexes
 * @param rows as they were counted when it was last analysed
 * @param analysed whether all of it was
 */
record TableSize(TableName table, long bytes, long rows, boolean analysed) {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String SQL = """
            SELECT wanted.s, wanted.t, sum(coalesce(pg_table_size(l.oid), 0))::bigint, sum(greatest(l.reltuples, 0))::bigint,
                   bool_and(l.reltuples >= 0 OR pg_relation_size(l.oid) = 0)
              FROM json_to_recordset(?::json) AS wanted(s text, t text)
              JOIN pg_namespace n ON n.nspname = wanted.s
              JOIN pg_class c ON c.relnamespace = n.oid AND c.relname = wanted.t
             CROSS JOIN LATERAL (
                   SELECT c.oid WHERE c.relkind = 'r'
                   UNION ALL SELECT relid FROM pg_partition_tree(c.oid) WHERE isleaf AND c.relkind = 'p') part(oid)
              JOIN pg_class l ON l.oid = part.oid
             GROUP BY 1, 2
             ORDER BY 3 DESC, 1, 2""";

    /** Of all tables in one question, the largest first. */
    static List<TableSize> of(SourceServer server) throws SQLException {
        ArrayNode wanted = JSON.createArrayNode();
        for (SourceTable table : server.tables().where(SourceTable::isTable)) {
            wanted.addObject()
                    .put("s", table.name().schema())
                    .put("t", table.name().name());
        }
        return server.rows(SQL, wanted.toString()).stream()
                .map(row -> new TableSize(
                        new TableName(row.get(0), row.get(1)),
                        Long.parseLong(row.get(2)),
                        Long.parseLong(row.get(3)),
                        row.get(4).equals("t")))
                .toList();
    }
}
