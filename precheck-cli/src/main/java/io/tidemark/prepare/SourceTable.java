package io.tidemark.prepare;

import io.tidemark.source.Session;
import io.tidemark.task.Selection;
import io.tidemark.task.TableName;
import io.tidemark.task.TaskFile;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A table of the source.
 *
 * @param identity {@code pg_class.relreplident}
 * @param identityIndex the OID of the index that it names; 0 if it names none
 * @param ancestors the tables that it is a partition of, itself included; empty for any other
 */
record SourceTable(long oid, long schemaOid, TableName name, String identity, long identityIndex, Set<Long> ancestors) {

    private static final String SQL = """
            SELECT c.oid, n.oid, n.nspname, c.relname, c.relreplident,
                   coalesce((SELECT indexrelid FROM pg_index WHERE indrelid = c.oid AND indisreplident), 0),
                   CASE WHEN c.relispartition THEN
                     array_to_string(ARRAY(SELECT a.relid::oid FROM pg_partition_ancestors(c.oid) a), ',') END
              FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
             WHERE c.relkind IN ('r', 'p') AND c.relpersistence = 'p'
               AND n.nspname <> 'information_schema' AND n.nspname !~ '^pg_'
             ORDER BY n.nspname, c.relname""";

    SourceTable {
        ancestors = Set.copyOf(ancestors);
    }

    static List<SourceTable> all(Session session) throws SQLException {
        return session.rows(SQL).stream().map(SourceTable::of).toList();
    }

    private static SourceTable of(List<String> row) {
        return new SourceTable(
                Long.parseLong(row.get(0)),
                Long.parseLong(row.get(1)),
                new TableName(row.get(2), row.get(3)),
                row.get(4),
                Long.parseLong(row.get(5)),
                Arrays.stream(row.get(6).split(","))
                        .filter(oid -> !oid.isEmpty())
                        .map(Long::valueOf)
                        .collect(Collectors.toSet()));
    }

    /** Whether the task reads it by itself: a partition is a part of its table, unless it is selected by name. */
    boolean isSelected(TaskFile task) {
        return task.objects().isEmpty()
                ? ancestors.isEmpty()
                : task.objects().stream().anyMatch(selection -> isSelected(selection));
    }

    private boolean isSelected(Selection selection) {
        return selection instanceof Selection.Table table
                ? table.table().equals(name)
                : ancestors.isEmpty() && ((Selection.Schema) selection).name().equals(name.schema());
    }

    /** Those whose rows before a change are to be whole in the log: of a partitioned table its partitions too. */
    static List<SourceTable> withFullIdentity(List<SourceTable> tables, TaskFile task) {
        Map<Long, SourceTable> byOid = tables.stream().collect(Collectors.toMap(SourceTable::oid, Function.identity()));
        List<Selection> asked = task.objects().stream()
                .filter(selection -> selection.replicaIdentity() == Selection.ReplicaIdentity.FULL)
                .toList();
        return tables.stream()
                .filter(table -> asked.stream().anyMatch(selection -> table.isWithin(selection, byOid)))
                .toList();
    }

    private boolean isWithin(Selection selection, Map<Long, SourceTable> byOid) {
        return isSelected(selection)
                || ancestors.stream()
                        .map(byOid::get)
                        .anyMatch(ancestor -> ancestor != null && ancestor.isSelected(selection));
    }
}
