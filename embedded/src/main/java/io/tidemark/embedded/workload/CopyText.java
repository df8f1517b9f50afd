package io.tidemark.embedded.workload;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The text format of COPY (PostgreSQL manual, "COPY", "Text Format"). */
final class CopyText {

    private CopyText() {}

    static void append(List<? extends @Nullable String> row, StringBuilder out) {
        for (int i = 0; i < row.size(); i++) {
            out.append(i == 0 ? "" : "\t");
            append(row.get(i), out);
        }
        out.append('\n');
    }

    private static void append(@Nullable String value, StringBuilder out) {
        if (value == null) {
            out.append("\\N");
            return;
        }
        for (int i = 0; i < value.length(); i++) {
            char character = value.charAt(i);
            switch (character) {
                case '\\' -> out.append("\\\\");
                case '\t' -> out.append("\\t");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                default -> out.append(character);
            }
        }
    }
}
