package io.tidemark.embedded.workload;

/**
 * The types that the workload's columns have, and how each is read so that the server prints the value as the task under
 * test should publish it.
 */
public enum ColumnType {
    SMALLINT("smallint"),
    INTEGER("integer"),
    BIGINT("bigint"),
    NUMERIC("numeric"),
    REAL("real"),
    DOUBLE("double precision"),
    BOOLEAN("boolean"),
    TEXT("text"),
    UUID("uuid"),
    BYTEA("bytea"),
    JSONB("jsonb"),
    DATE("date"),
    TIMESTAMP("timestamp"),
    TIMESTAMPTZ("timestamptz"),
    TIMETZ("timetz"),
    INTEGER_ARRAY("integer[]"),
    TEXT_ARRAY("text[]"),
    DOUBLE_ARRAY("double precision[]"),
    TIMESTAMPTZ_ARRAY("timestamptz[]");

    // such a value stays as the server prints it: zero would lose its sign on the way through numeric
    private static final String WITHOUT_DIGITS = "%1$s = 0 OR %1$s IN ('NaN', 'Infinity', '-Infinity')";

    private final String sql;

    ColumnType(String sql) {
        this.sql = sql;
    }

    public String sql() {
        return sql;
    }

    /** Whether a published value is a JSON number. */
    public boolean isInteger() {
        return this == SMALLINT || this == INTEGER || this == BIGINT;
    }

    /** Whether a published value is true or false. */
    public boolean isBoolean() {
        return this == BOOLEAN;
    }

    /** Whether a published value is a JSON number if it is finite. */
    public boolean isFloat() {
        return this == REAL || this == DOUBLE;
    }

    /** An expression of type text for the column's value; a {@code timestamptz} is shifted by the session's zone. */
    String readExpression(String column, Normalisation normalisation) {
        return switch (this) {
            case REAL -> rounded(column, normalisation.floatDigits());
            case DOUBLE -> rounded(column, normalisation.doubleDigits());
            case DOUBLE_ARRAY -> roundedElements(column, normalisation.doubleDigits());
            case TIMETZ ->
                "(%s AT TIME ZONE interval '%d seconds')::text"
                        .formatted(column, normalisation.zone().getTotalSeconds());
            default -> column + "::text";
        };
    }

    // a value without digits to round stays as the server prints it: zero would lose its sign on the way through
    // numeric
    private static String rounded(String column, int digits) {
        return "CASE WHEN %2$s THEN %1$s::text ELSE trim_scale(round(%1$s::text::numeric, %3$d))::text END"
                .formatted(column, WITHOUT_DIGITS.formatted(column), digits);
    }

    private static String roundedElements(String column, int digits) {
        return ("CASE WHEN %1$s IS NULL THEN NULL ELSE ARRAY(SELECT CASE WHEN %2$s THEN element"
                        + " ELSE round(element::text::numeric, %3$d)::double precision END"
                        + " FROM unnest(%1$s) WITH ORDINALITY AS u(element, place) ORDER BY place)::text END")
                .formatted(column, WITHOUT_DIGITS.formatted("element"), digits);
    }
}
