package io.tidemark.record;

import java.io.Serializable;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * What the text of a type's values is made up of, so that the values within it can be reached. A domain's values have the text
 * of the type beneath it, so a domain is described as that type.
 *
 * @param oid {@code pg_type.oid}
 * @param delimiter what stands between the elements of an array: a comma, but for a few types
 * @param parts the types of what is within: none in a scalar, one of the elements or bounds, one for each field of a composite
 */
public record ValueType(Kind kind, int oid, char delimiter, List<ValueType> parts) implements Serializable {

    /** How values stand within a value. */
    public enum Kind {
        /** A text of its own, also that of a type which nothing is known about. */
        SCALAR,
        /** One of the labels of a type that a user made. */
        ENUM,
        ARRAY,
        RANGE,
        MULTIRANGE,
        COMPOSITE
    }

    public ValueType {
        parts = List.copyOf(parts);
        boolean right =
                switch (kind) {
                    case SCALAR, ENUM -> parts.isEmpty();
                    case ARRAY, RANGE, MULTIRANGE -> parts.size() == 1;
                    case COMPOSITE -> true;
                };
        if (!right) {
            throw new IllegalArgumentException(
                    "type %s of kind %s has %d parts".formatted(Integer.toUnsignedString(oid), kind, parts.size()));
        }
    }

    public static ValueType scalar(int oid) {
        return new ValueType(Kind.SCALAR, oid, ',', List.of());
    }

    /** Whether the type is, or has within it at any depth, a scalar of a certain kind. */
    public boolean holds(IntPredicate scalarOid) {
        return kind == Kind.SCALAR ? scalarOid.test(oid) : parts.stream().anyMatch(part -> part.holds(scalarOid));
    }
}
