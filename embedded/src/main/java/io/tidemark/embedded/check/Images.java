package io.tidemark.embedded.check;

import com.fasterxml.jackson.core.JsonToken;
import io.tidemark.embedded.check.Json.Scalar;
import io.tidemark.embedded.check.Members.Malformed;
import io.tidemark.embedded.workload.Image;
import io.tidemark.embedded.workload.ShopColumn;
import io.tidemark.embedded.workload.ShopTable;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a record says of the row.
 *
 * @param flaw what is wrong with the form of a value, or a member that is no column; {@code null} if nothing is
 */
record Images(
        String key,
        long version,
        @Nullable Image before,
        @Nullable Image after,
        long unchanged,
        @Nullable String flaw) {

    static final Images NONE = new Images("", 0, null, null, 0, null);

    private static final List<String> NOT_FINITE = List.of("NaN", "Infinity", "-Infinity");

    static Images of(ShopTable table, Members record, char operation) throws Malformed {
        Members before = record.objectOrNull("before");
        Members after = record.objectOrNull("after");
        if (operation == 't') {
            return new Images("", 0, image(table, before), image(table, after), 0, null);
        }
        Members row = after == null ? before : after;
        if (row == null) {
            throw new Malformed("both 'before' and 'after' are null");
        }
        String flaw = before == null ? null : flaw(table, before);
        return new Images(
                key(table, row),
                after == null ? 0 : after.number(ShopTable.VERSION),
                image(table, before),
                image(table, after),
                unchanged(table, record),
                flaw != null || after == null ? flaw : flaw(table, after));
    }

    private static String key(ShopTable table, Members row) throws Malformed {
        List<String> values = new ArrayList<>();
        for (ShopColumn column : table.columns()) {
            if (column.key()) {
                Scalar value = row.scalarIfThere(column.name());
                if (value == null || value.token() == JsonToken.VALUE_NULL) {
                    throw new Malformed("the key column '%s' has no value".formatted(column.name()));
                }
                values.add(value.text());
            }
        }
        return table.key(values);
    }

    private static @Nullable Image image(ShopTable table, @Nullable Members row) {
        if (row == null) {
            return null;
        }
        List<@Nullable String> texts = new ArrayList<>();
        for (ShopColumn column : table.columns()) {
            Scalar value = row.scalarIfThere(column.name());
            texts.add(value == null ? Image.NOT_THERE : value.token() == JsonToken.VALUE_NULL ? null : value.text());
        }
        return table.image(texts);
    }

    private static long unchanged(ShopTable table, Members record) throws Malformed {
        long bits = 0;
        for (String name : record.stringsIfThere("unchanged")) {
            int column = table.column(name);
            if (column < 0) {
                throw new Malformed("'unchanged' names '%s', which is no column".formatted(name));
            }
            bits |= 1L << column;
        }
        return bits;
    }

    private static @Nullable String flaw(ShopTable table, Members row) {
        for (String name : row.names()) {
            int column = table.column(name);
            if (column < 0) {
                return "'%s' is no column".formatted(name);
            }
            Scalar value = row.scalarIfThere(name);
            if (value == null || !isWellFormed(table.columns().get(column), value)) {
                return "'%s' is not the kind of JSON value that its type is published as".formatted(name);
            }
        }
        return null;
    }

    private static boolean isWellFormed(ShopColumn column, Scalar value) {
        if (value.token() == JsonToken.VALUE_NULL) {
            return true;
        }
        boolean string = value.token() == JsonToken.VALUE_STRING;
        if (column.type().isFloat()) {
            return string ? NOT_FINITE.contains(value.text()) : value.token().isNumeric();
        }
        if (column.type().isInteger()) {
            return value.token() == JsonToken.VALUE_NUMBER_INT;
        }
        return column.type().isBoolean() ? value.token().isBoolean() : string;
    }
}
