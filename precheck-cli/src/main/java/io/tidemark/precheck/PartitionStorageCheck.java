package io.tidemark.precheck;

import io.tidemark.precheck.Finding.Failed;
import io.tidemark.precheck.Finding.Passed;
import io.tidemark.task.TableName;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** What lies below a partitioned table. */
final class PartitionStorageCheck implements Precheck {

    @Override
    public String id() {
        return "partition-storage";
    }

    @Override
    public String title() {
        return "every partition's changes are in the log";
    }

    @Override
    public String why() {
        return "A foreign or unlogged partition has rows that the first reading finds and changes that the log does not have.";
    }

    @Override
    public Finding run(SourceServer server) throws SQLException {
        List<List<String>> rows = server.rows("""
                SELECT n.nspname, c.relname, c.relkind
                  FROM pg_class root CROSS JOIN LATERAL pg_partition_tree(root.oid) t
                  JOIN pg_class c ON c.oid = t.relid JOIN pg_namespace n ON n.oid = c.relnamespace
                 WHERE root.oid = ANY (?::oid[]) AND root.relkind = 'p' AND t.isleaf AND (c.relkind = 'f' OR c.relpersistence = 'u')
                 ORDER BY 1, 2""", server.tables().oids());
        if (rows.isEmpty()) {
            return new Passed("no partition is foreign or unlogged");
        }
        List<String> labels = new ArrayList<>();
        List<String> remedy = new ArrayList<>();
        for (List<String> row : rows) {
            TableName partition = new TableName(row.get(0), row.get(1));
            boolean foreign = row.get(2).equals("f");
            labels.add(partition.label() + (foreign ? " (foreign)" : " (unlogged)"));
            remedy.add(
                    foreign
                            ? "In objects, name the other partitions in place of the table, or detach %s from it"
                                    .formatted(partition.label())
                            : "ALTER TABLE %s SET LOGGED;".formatted(partition.quoted()));
        }
        return new Failed(SelectedTables.named("partition", labels), "partitions that are permanent tables", remedy);
    }
}
