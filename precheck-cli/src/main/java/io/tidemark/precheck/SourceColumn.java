package io.tidemark.precheck;

import io.tidemark.task.ColumnName;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A column of a table that a task selects, as the catalogue has it.
 *
 * @param type as SQL writes it
 * @param typeOid of {@code pg_type}
 * @param holds the oids of its type and of all types within: of a domain's base, an array's elements, a range's bounds, a
 *     composite type's fields
 * @param generated {@code pg_attribute.attgenerated}: s stored, v virtual; a space if it is not generated
 * @param identity whether the log names rows by it, and by others perhaps
 */
record SourceColumn(
        SourceTable table,
        String name,
        String type,
        int typeOid,
        Set<Integer> holds,
        char generated,
        boolean identity) {

    private static final Set<Integer> FLOATS = Set.of(Type.REAL, Type.DOUBLE);

    /** Oids that PostgreSQL will never give to another type. */
    static final class Type {
        static final int REAL = 700;
        static final int DOUBLE = 701;
        static final int MONEY = 790;
        static final int TIMESTAMPTZ = 1184;
        static final int TIMETZ = 1266;
        static final int BIT = 1560;
        static final int VARBIT = 1562;
        static final int BYTEA = 17;

        private Type() {}
    }

    SourceColumn {
        holds = Set.copyOf(holds);
    }

    static Set<Integer> oids(String list) {
        return Arrays.stream(list.split(",", -1)).map(Integer::parseUnsignedInt).collect(Collectors.toSet());
    }

    boolean isGenerated() {
        return generated != ' ';
    }

    /** Whether it has digits to round, alone or within others. */
    boolean hasDigits() {
        return FLOATS.stream().anyMatch(holds::contains);
    }

    /** As the task file names it. */
    ColumnName columnName() {
        return new ColumnName(table.name(), name);
    }

    /** For people: {@code public.orders.amount}. */
    String label() {
        return label(columnName());
    }

    static String label(ColumnName column) {
        return column.table().label() + '.' + column.column();
    }
}
