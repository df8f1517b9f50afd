package io.tidemark.precheck;

import io.tidemark.task.TableName;
import java.util.List;

/**
 * A relation that a task selects, as the catalogue has it.
 *
 * @param kind {@code pg_class.relkind}: r a table, p a partitioned one, v a view, m a materialised one, f a foreign table
 * @param persistence {@code pg_class.relpersistence}: p, u unlogged, t temporary
 * @param partition whether it is a partition of another
 * @param identity {@code pg_class.relreplident}: d, n, f, i
 * @param primaryKey whether it has one
 * @param identityIndex whether the log can tell of which row a change is by an index
 * @param hidesRows whether row-level security would hide rows from the role
 */
record SourceTable(
        TableName name,
        char kind,
        char persistence,
        boolean partition,
        char identity,
        boolean primaryKey,
        boolean identityIndex,
        boolean hidesRows,
        boolean mayUseSchema,
        boolean maySelect) {

    static final String COLUMNS = """
            n.nspname, c.relname, c.relkind, c.relpersistence, c.relispartition, c.relreplident,
                   EXISTS (SELECT FROM pg_index i WHERE i.indrelid = c.oid AND i.indisprimary),
                   pg_get_replica_identity_index(c.oid) IS NOT NULL,
                   c.relrowsecurity AND NOT (SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user)
                     AND NOT (pg_has_role(c.relowner, 'USAGE') AND NOT c.relforcerowsecurity),
                   has_schema_privilege(c.relnamespace, 'USAGE'), has_table_privilege(c.oid, 'SELECT')""";

    static SourceTable of(List<String> row) {
        return new SourceTable(
                new TableName(row.get(0), row.get(1)),
                row.get(2).charAt(0),
                row.get(3).charAt(0),
                row.get(4).equals("t"),
                row.get(5).charAt(0),
                row.get(6).equals("t"),
                row.get(7).equals("t"),
                row.get(8).equals("t"),
                row.get(9).equals("t"),
                row.get(10).equals("t"));
    }

    boolean isTable() {
        return kind == 'r' || kind == 'p';
    }
}
