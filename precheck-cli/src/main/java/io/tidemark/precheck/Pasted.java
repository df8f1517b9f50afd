package io.tidemark.precheck;

import io.tidemark.task.SqlNames;
import io.tidemark.task.TableName;

/** Names and texts as they stand in SQL that people paste: on one line, whatever they hold. */
final class Pasted {

    private Pasted() {}

    /** The identifier in quotes; control characters, which a terminal would act on, as {@code U&"a\000Ab"}. */
    static String name(String identifier) {
        String quoted = SqlNames.quote(identifier);
        return Printable.isPrintable(identifier)
                ? quoted
                : "U&" + Printable.escaped(quoted.replace("\\", "\\\\"), "\\%04X", "\\+%06X");
    }

    static String table(TableName table) {
        return name(table.schema()) + '.' + name(table.name());
    }

    /** The text as a constant, with escapes for control characters. */
    static String literal(String text) {
        if (Printable.isPrintable(text)) {
            return SqlNames.literal(text).stripLeading();
        }
        String content = text.replace("\\", "\\\\").replace("'", "''");
        return "E'" + Printable.escaped(content, "\\u%04X", "\\U%08X") + '\'';
    }
}
