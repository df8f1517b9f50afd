package io.tidemark.precheck;

import io.tidemark.task.TableName;
import java.util.List;
import java.util.Set;

/**
 * A relation that a task selects, as the catalogue has it.
 *
 * @param oid as text, as it goes back to the server
 * @param kind {@code pg_class.relkind}: r a table, p a partitioned one, v a view, m a materialised one, f a foreign table
 * @param persistence {@code pg_class.relpersistence}: p, u unlogged, t temporary
 * @param ancestors oids of the tables of which it is a partition, at any depth; empty if it is none
 * @param identity {@code pg_class.relreplident}: d, n, f, i
 * @param primaryKey whether it has one
 * @param immediateKey whether it has one that the log can name a row by, which is one that is not deferrable
 * @param identityIndex whether the log can tell of which row a change is by an index
 * @param hidesRows whether row-level security would hide rows from the role
 * @param owned whether the role is its owner, or a member of its owner
 */
record SourceTable(
        String oid,
        TableName name,
        char kind,
        char persistence,
        Set<String> ancestors,
        char identity,
        boolean primaryKey,
        boolean immediateKey,
        boolean identityIndex,
        boolean hidesRows,
        boolean mayUseSchema,
        boolean maySelect,
        boolean owned) {

    /**
     * Which index {@code i} of a table {@code c} is its replica identity. PostgreSQL's own function for it would wait for whoever has
     * locked the table.
     */
    static final String IDENTITY_INDEX =
            "i.indisvalid AND CASE c.relreplident WHEN 'd' THEN i.indisprimary AND i.indimmediate WHEN 'i' THEN i.indisreplident END";

    static final String COLUMNS = """
            c.oid, n.nspname, c.relname, c.relkind, c.relpersistence,
                   CASE WHEN c.relispartition THEN
                        (SELECT string_agg(a.relid::oid::text, ',') FROM pg_partition_ancestors(c.oid) a WHERE a.relid <> c.oid) END,
                   c.relreplident,
                   EXISTS (SELECT FROM pg_index i WHERE i.indrelid = c.oid AND i.indisprimary),
                   EXISTS (SELECT FROM pg_index i WHERE i.indrelid = c.oid AND i.indisprimary AND i.indimmediate),
                   EXISTS (SELECT FROM pg_index i WHERE i.indrelid = c.oid AND IDENTITY),
                   c.relrowsecurity AND NOT (SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user)
                     AND NOT (pg_has_role(c.relowner, 'USAGE') AND NOT c.relforcerowsecurity),
                   has_schema_privilege(c.relnamespace, 'USAGE'), has_table_privilege(c.oid, 'SELECT'),
                   pg_has_role(c.relowner, 'USAGE')""".replace("IDENTITY", IDENTITY_INDEX);

    SourceTable {
        ancestors = Set.copyOf(ancestors);
    }

    static SourceTable of(List<String> row) {
        return new SourceTable(
                row.get(0),
                new TableName(row.get(1), row.get(2)),
                row.get(3).charAt(0),
                row.get(4).charAt(0),
                row.get(5).isEmpty() ? Set.of() : Set.of(row.get(5).split(",", -1)),
                row.get(6).charAt(0),
                row.get(7).equals("t"),
                row.get(8).equals("t"),
                row.get(9).equals("t"),
                row.get(10).equals("t"),
                row.get(11).equals("t"),
                row.get(12).equals("t"),
                row.get(13).equals("t"));
    }

    boolean isFull() {
        return identity == 'f';
    }

    /** Whether the role may read it. */
    boolean isReadable() {
        return mayUseSchema && maySelect;
    }

    boolean isTable() {
        return kind == 'r' || kind == 'p';
    }
}
