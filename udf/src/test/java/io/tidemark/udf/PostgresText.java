package io.tidemark.udf;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;

/** Prints values of Java's as PostgreSQL does: by other means than the functions under test, where there are any. */
final class PostgresText {

    private static final DateTimeFormatter MONTH_TO_MICRO = new DateTimeFormatterBuilder()
            .appendPattern("-MM-dd HH:mm:ss")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 6, true)
            .toFormatter();

    private PostgresText() {}

    /** A finite double; the digits are Java's, which are as many as tell the number from its neighbours or one more. */
    static String of(double value) {
        return value == 0 ? zero(1 / value) : new String(FloatStyle.FLOAT8.print(BigDecimal.valueOf(value)), US_ASCII);
    }

    static String of(float value) {
        return value == 0
                ? zero(1 / value)
                : new String(FloatStyle.FLOAT4.print(new BigDecimal(Float.toString(value))), US_ASCII);
    }

    static String of(OffsetDateTime time) {
        int year = time.getYear();
        String printedYear = "%04d".formatted(year > 0 ? year : 1 - year);
        String era = year > 0 ? "" : " BC";
        return printedYear + MONTH_TO_MICRO.format(time) + offset(time.getOffset()) + era;
    }

    private static String zero(double reciprocal) {
        return reciprocal < 0 ? "-0" : "0";
    }

    private static String offset(ZoneOffset offset) {
        String text = offset.equals(ZoneOffset.UTC) ? "+00" : offset.getId();
        return text.endsWith(":00") ? text.substring(0, 3) : text;
    }
}
