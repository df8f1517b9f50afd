package io.tidemark.task;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names and texts in SQL: the only place where they are quoted. */
public final class SqlNames {

    /** PostgreSQL cuts a longer name off, which would then be another one. */
    private static final int MAX_BYTES = 63;

    /** A name that SQL reads as it stands: nothing to fold to small letters. Other than ASCII is left as it is in UTF-8. */
    private static final String PLAIN = "[a-z_\\x{80}-\\x{10FFFF}][a-z0-9_$\\x{80}-\\x{10FFFF}]*";

    private static final Pattern PART = Pattern.compile("\"((?:[^\"]|\"\")*+)\"|(" + PLAIN + ")");

    private SqlNames() {}

    /**
     * The identifier for a statement, in quotes whatever it is.
     *
     * @throws IllegalArgumentException if no identifier can be so: it is empty or holds U+0000
     */
    public static String quote(String identifier) {
        if (identifier.isEmpty()) {
            throw new IllegalArgumentException("an identifier must not be empty");
        }
        return '"' + withoutNul(identifier).replace("\"", "\"\"") + '"';
    }

    /**
     * The text for a statement, as a constant that reads the same whatever {@code standard_conforming_strings} is.
     *
     * @throws IllegalArgumentException if it holds U+0000, which no text of PostgreSQL can
     */
    public static String literal(String text) {
        String quoted = '\'' + withoutNul(text).replace("'", "''") + '\'';
        // with a space before it, because 'E' right after a word would become part of that word
        return text.indexOf('\\') < 0 ? quoted : " E" + quoted.replace("\\", "\\\\");
    }

    /**
     * Reads a name of one or more parts, joined by dots and each written as in SQL: {@code public.orders}, {@code
     * "My Schema"."a.b"}.
     *
     * @return the parts as the catalogue has them
     * @throws IllegalArgumentException if a part needs quotes and has none: SQL would fold its capital letters, a reader
     *     of the file may mean them
     */
    static List<String> parse(String text) {
        List<String> parts = new ArrayList<>();
        Matcher part = PART.matcher(text);
        int at = 0;
        do {
            if (!part.region(at, text.length()).lookingAt()) {
                throw new IllegalArgumentException(
                        "must be a name as in SQL, in double quotes if it has more than small"
                                + " letters, digits and _, such as public.\"Orders\", but was '" + text + "'");
            }
            parts.add(checked(
                    part.group(1) == null ? part.group(2) : part.group(1).replace("\"\"", "\"")));
            at = part.end() + 1;
        } while (at <= text.length() && text.charAt(at - 1) == '.');
        if (at <= text.length()) {
            throw new IllegalArgumentException("must be a name as in SQL, but '%s' goes on with '%s'"
                    .formatted(text.substring(0, at - 1), text.substring(at - 1)));
        }
        return parts;
    }

    /** As {@link #parse}, of a name that has one part. */
    static String parseOne(String text) {
        List<String> parts = parse(text);
        if (parts.size() != 1) {
            throw new IllegalArgumentException("must be one name without a dot, but was '" + text + "'");
        }
        return parts.get(0);
    }

    private static String checked(String name) {
        int bytes = withoutNul(name).getBytes(StandardCharsets.UTF_8).length;
        if (bytes < 1 || bytes > MAX_BYTES) {
            throw new IllegalArgumentException(
                    "must be a name of 1 to 63 bytes, but '%s' has %d".formatted(name, bytes));
        }
        return name;
    }

    private static String withoutNul(String text) {
        if (text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("PostgreSQL has no U+0000 in a name or text");
        }
        return text;
    }
}
