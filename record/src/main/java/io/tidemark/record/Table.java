package io.tidemark.record;

import java.io.Serializable;
import java.util.List;

/**
 * The shape that rows of one table had when they were read: shared by reference by all of them, never copied per row. A
 * table that was altered is another {@code Table} from then on.
 *
 * @param oid {@code pg_class.oid}, which identifies the table even when it is renamed
 * @param columns the published columns, in the table's order
 */
public record Table(String database, String schema, String name, int oid, List<Column> columns)
        implements Serializable {

    /** What the boundaries of a transaction have in place of one. */
    public static final Table NONE = new Table("", "", "", 0, List.of());

    public Table {
        columns = List.copyOf(columns);
    }

    /** The schema and the name for people: {@code sales.orders}, unquoted. */
    public String label() {
        return schema + '.' + name;
    }
}
