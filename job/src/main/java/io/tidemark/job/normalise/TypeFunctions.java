package io.tidemark.job.normalise;

import io.tidemark.record.ValueType;
import io.tidemark.udf.ArrayElements;
import io.tidemark.udf.CompositeFields;
import io.tidemark.udf.MultirangeBounds;
import io.tidemark.udf.RangeBounds;
import io.tidemark.udf.ValueFunction;
import io.tidemark.udf.ValueFunctions;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The function of a type: that of a scalar, or one that reaches the scalars within the values.
 *
 * @param digits of the column; {@code null} if it has none of its own
 */
record TypeFunctions(ValueFunctions scalars, @Nullable Integer digits) {

    /** {@code null} if nothing in the type's values changes. */
    @Nullable
    ValueFunction of(ValueType type) {
        return switch (type.kind()) {
            case SCALAR -> scalar(type.oid());
            case ENUM -> null;
            case ARRAY -> array(of(type.parts().get(0)), type.delimiter());
            case RANGE -> range(of(type.parts().get(0)));
            case MULTIRANGE -> multirange(range(of(type.parts().get(0))));
            case COMPOSITE -> composite(type.parts());
        };
    }

    private @Nullable ValueFunction scalar(int oid) {
        return digits != null && ValueFunctions.hasDigits(oid) ? scalars.of(oid, digits) : scalars.of(oid);
    }

    private static @Nullable ValueFunction array(@Nullable ValueFunction element, char delimiter) {
        return element == null ? null : new ArrayElements(element, delimiter);
    }

    private static @Nullable RangeBounds range(@Nullable ValueFunction bound) {
        return bound == null ? null : new RangeBounds(bound);
    }

    private static @Nullable ValueFunction multirange(@Nullable RangeBounds ranges) {
        return ranges == null ? null : new MultirangeBounds(ranges);
    }

    private @Nullable ValueFunction composite(List<ValueType> types) {
        List<@Nullable ValueFunction> fields = new ArrayList<>();
        boolean any = false;
        for (ValueType type : types) {
            ValueFunction field = of(type);
            fields.add(field);
            any |= field != null;
        }
        return any ? new CompositeFields(fields) : null;
    }
}
