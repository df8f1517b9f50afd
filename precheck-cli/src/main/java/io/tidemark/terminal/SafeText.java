package io.tidemark.terminal;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Text for a terminal, which names from a database are a part of: a name may hold anything but U+0000, and a terminal does what
 * some characters say.
 */
public final class SafeText {

    /** What moves the cursor, ends the line, turns the direction of writing, is not seen, or is no character. */
    private static final String UNSAFE = "[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Co}\\p{Zl}\\p{Zp}]";

    private static final Pattern ONE_UNSAFE = Pattern.compile(UNSAFE);

    private SafeText() {}

    /** Whether a terminal does nothing with it but show it, on one line. */
    public static boolean isSafe(String text) {
        return !ONE_UNSAFE.matcher(text).find();
    }

    /** With what is unsafe shown as Java writes it: {@code \}{@code u000a}. */
    public static String of(String text) {
        return ONE_UNSAFE
                .matcher(text)
                .replaceAll(match -> Matcher.quoteReplacement(escaped(match.group(), "\\u%04x")));
    }

    /** A line to paste: quoted names and texts of SQL that hold what is unsafe are written so that SQL reads the same. */
    public static String pasteable(String line) {
        if (isSafe(line)) {
            return line;
        }
        StringBuilder pasteable = new StringBuilder();
        int at = 0;
        while (at < line.length()) {
            int end = endOfQuoted(line, at);
            if (end < 0) {
                int next = line.offsetByCodePoints(at, 1);
                pasteable.append(of(line.substring(at, next)));
                at = next;
            } else {
                String quoted = line.substring(at, end);
                pasteable.append(
                        isSafe(quoted)
                                ? quoted
                                : sql(quoted, pasteable.toString().endsWith("E")));
                at = end;
            }
        }
        return pasteable.toString();
    }

    /** Behind the quote that closes the one at a place; negative if there is none to open or to close. */
    private static int endOfQuoted(String line, int begin) {
        char quote = line.charAt(begin);
        if (quote != '"' && quote != '\'') {
            return -1;
        }
        for (int at = begin + 1; at < line.length(); at++) {
            char character = line.charAt(at);
            boolean twice = at + 1 < line.length() && line.charAt(at + 1) == quote;
            if (character == '\\' && quote == '\'') {
                at++;
            } else if (character == quote && twice) {
                at++;
            } else if (character == quote) {
                return at + 1;
            }
        }
        return -1;
    }

    /** @param escapes whether the text has backslashes for escapes as it is */
    private static String sql(String quoted, boolean escapes) {
        if (quoted.startsWith("\"")) {
            return "U&"
                    + ONE_UNSAFE
                            .matcher(quoted.replace("\\", "\\\\"))
                            .replaceAll(one -> Matcher.quoteReplacement(
                                    escaped(one.group(), one.group().length() > 1 ? "\\+%06x" : "\\%04x")));
        }
        String literal = ONE_UNSAFE
                .matcher(quoted)
                .replaceAll(one -> Matcher.quoteReplacement(
                        escaped(one.group(), one.group().length() > 1 ? "\\U%08x" : "\\u%04x")));
        return escapes ? literal : " E" + literal;
    }

    private static String escaped(String one, String form) {
        return form.formatted(one.codePointAt(0));
    }

    /** As {@link #of}, of a text of several lines. */
    public static String ofLines(String text) {
        return text.lines().map(SafeText::of).collect(Collectors.joining("\n"));
    }

    /** How many columns of a terminal it takes. */
    public static int width(String text) {
        return text.codePoints().map(SafeText::width).sum();
    }

    private static int width(int character) {
        return switch (Character.getType(character)) {
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK -> 0;
            default -> isWide(character) ? 2 : 1;
        };
    }

    /** As the standard's annex 11 has it, by blocks: Hangul, Chinese and Japanese, full width, pictures. */
    private static boolean isWide(int character) {
        return (character >= 0x1100 && character <= 0x115f)
                || (character >= 0x2e80 && character <= 0xa4cf)
                || (character >= 0xac00 && character <= 0xd7a3)
                || (character >= 0xf900 && character <= 0xfaff)
                || (character >= 0xfe30 && character <= 0xfe6f)
                || (character >= 0xff00 && character <= 0xff60)
                || (character >= 0xffe0 && character <= 0xffe6)
                || (character >= 0x2600 && character <= 0x27bf)
                || (character >= 0x1f000 && character <= 0x1faff)
                || (character >= 0x20000 && character <= 0x3fffd);
    }

    /** As much of it as fits, and dots where that is not all. */
    public static String cut(String text, int columns) {
        if (width(text) <= columns) {
            return text;
        }
        return text.substring(0, fitting(text, columns - 3)) + "...";
    }

    /** How many chars of it fit into so many columns. */
    public static int fitting(String text, int columns) {
        int used = 0;
        for (int at = 0; at < text.length(); ) {
            int character = text.codePointAt(at);
            used += width(character);
            if (used > columns) {
                return at;
            }
            at += Character.charCount(character);
        }
        return text.length();
    }
}
