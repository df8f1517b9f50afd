package io.tidemark.task;

import java.util.regex.Pattern;

/** Numbers, truths and plain texts as the task file writes them. */
final class Scalars {

    private static final Pattern DIGITS = Pattern.compile("[0-9]{1,9}");

    private Scalars() {}

    static boolean truth(String text) {
        if (!text.equals("true") && !text.equals("false")) {
            throw new IllegalArgumentException("must be true or false, but was '" + text + "'");
        }
        return text.equals("true");
    }

    static int number(String text, int min, int max) {
        int number = DIGITS.matcher(text).matches() ? Integer.parseInt(text) : -1;
        if (number < min || number > max) {
            throw new IllegalArgumentException(
                    "must be a number from %d to %d, but was '%s'".formatted(min, max, text));
        }
        return number;
    }

    static String notEmpty(String text) {
        if (text.isBlank() || text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("must not be blank and not hold U+0000");
        }
        return text;
    }
}
