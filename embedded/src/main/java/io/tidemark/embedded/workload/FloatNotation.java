package io.tidemark.embedded.workload;

import java.math.BigDecimal;

/** One way to write each number: {@code 1e+20}, {@code 100000000000000000000} and {@code 1.0E20} are the same number. */
final class FloatNotation {

    private FloatNotation() {}

    /** The text of the same number; a text that is not a finite number (NaN, Infinity, not there) stays as it is. */
    static String canonical(String text) {
        if (text.isEmpty() || !Character.isDigit(text.charAt(text.length() - 1))) {
            return text;
        }
        try {
            BigDecimal number = new BigDecimal(text);
            boolean negativeZero = number.signum() == 0 && text.startsWith("-");
            return negativeZero ? "-0" : number.stripTrailingZeros().toString();
        } catch (NumberFormatException e) {
            return text;
        }
    }
}
