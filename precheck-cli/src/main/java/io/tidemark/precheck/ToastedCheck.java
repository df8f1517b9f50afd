package io.tidemark.precheck;

import io.tidemark.precheck.Finding.Passed;
import io.tidemark.precheck.Finding.Warning;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;

/** Values that are stored apart come with a change only if they changed, or under FULL. */
final class ToastedCheck implements Precheck {

    /** The sizes are those of the files, so that no statistics are needed; a partitioned table has those of its partitions. */
    private static final String SQL = """
            SELECT root.oid FROM pg_class root
             WHERE root.oid = ANY (?::oid[])
               AND EXISTS (SELECT FROM (SELECT root.oid UNION SELECT t.relid FROM pg_partition_tree(root.oid) t) part (oid)
                             JOIN pg_class c ON c.oid = part.oid
                            WHERE c.reltoastrelid <> 0 AND pg_relation_size(c.reltoastrelid) > 0)""";

    @Override
    public String id() {
        return "toasted";
    }

    @Override
    public String title() {
        return "updates hold all values";
    }

    @Override
    public String why() {
        return "A large value that an update does not touch is not in the log: the change has it as unchanged, and a reader must look for it in an earlier one.";
    }

    @Override
    public Finding run(SourceServer server) throws SQLException {
        if (!TaskObjects.of(server).sendOldRows()) {
            return new Passed("only inserts and truncates are selected");
        }
        Set<String> oids = Set.copyOf(server.rows(SQL, server.tables().oids()).stream()
                .map(row -> row.get(0))
                .toList());
        List<SourceTable> toasted = server.tables().where(table -> oids.contains(table.oid()) && !table.isFull());
        if (toasted.isEmpty()) {
            return new Passed("no values are stored apart without REPLICA IDENTITY FULL");
        }
        FullIdentity full = FullIdentity.of(server);
        return new Warning(
                SelectedTables.named(toasted) + " with values that are stored apart, and without REPLICA IDENTITY FULL",
                "REPLICA IDENTITY FULL, or readers that know what unchanged means",
                toasted.stream().map(full::remedy).toList());
    }
}
