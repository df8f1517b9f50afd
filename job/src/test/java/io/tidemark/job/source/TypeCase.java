package io.tidemark.job.source;

import java.util.List;

/**
 * A type with values of it.
 *
 * @param group what it stands under in {@code docs/types.md}
 * @param since the first version of PostgreSQL that reads the values
 * @param values as SQL; every type has NULL besides
 * @param text how the server is asked for the text that is published of a column: with its output function, as {@code
 *     ::text} would spell booleans out and drop the padding of char(n)
 */
record TypeCase(Group group, String type, int since, List<String> values, String text) {

    enum Group {
        BUILT_IN("Built-in types"),
        ARRAY("Arrays"),
        RANGE("Ranges and multiranges"),
        USER("Types that users make"),
        EXTENSION("Types of extensions");

        private final String title;

        Group(String title) {
            this.title = title;
        }

        String title() {
            return title;
        }
    }

    TypeCase {
        values = List.copyOf(values);
    }

    static TypeCase type(Group group, String type, String... values) {
        return new TypeCase(group, type, 14, List.of(values), "format('%%s', %s)");
    }

    TypeCase since(int version) {
        return new TypeCase(group, type, version, values, text);
    }

    /** With what normalisation makes of the value, though it is asked for nothing. */
    TypeCase normalised(String expression) {
        return new TypeCase(group, type, since, values, "(" + expression + ")::text");
    }

    /** An expression of type text for what is published of the column. */
    String text(String column) {
        // IS NULL would also hold for a composite of NULLs only
        return "CASE WHEN %s IS DISTINCT FROM NULL THEN %s END".formatted(column, text.formatted(column));
    }
}
