package io.tidemark.precheck;

/** Text of others, as it can stand on a terminal: nothing in it ends a line, moves the cursor or turns the writing round. */
final class Printable {

    private Printable() {}

    static boolean isPrintable(String text) {
        return text.codePoints().noneMatch(Printable::acts);
    }

    /** What acts on a terminal as {@code \}{@code u000A}, all else as it is. */
    static String text(String text) {
        return isPrintable(text) ? text : escaped(text, "\\u%04X", "\\U%08X");
    }

    /** @param small how a code point below 0x10000 is written, {@code large} any other */
    static String escaped(String text, String small, String large) {
        StringBuilder escaped = new StringBuilder();
        text.codePoints().forEach(point -> {
            if (acts(point)) {
                escaped.append((point < 0x10000 ? small : large).formatted(point));
            } else {
                escaped.appendCodePoint(point);
            }
        });
        return escaped.toString();
    }

    private static boolean acts(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE -> true;
            default -> false;
        };
    }
}
