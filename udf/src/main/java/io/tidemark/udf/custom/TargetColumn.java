package io.tidemark.udf.custom;

/**
 * A column whose values a function is to change, as PostgreSQL's catalogue has it: names without quotes.
 *
 * @param typeOid {@code pg_type.oid} of its type, for a domain that of the type beneath
 * @param key whether it belongs to the key that identifies a row: then different values must stay different, or rows become one
 */
public record TargetColumn(String schema, String table, String name, int typeOid, boolean key) {

    private static final int TEXT = 25;
    private static final int CHARACTER = 1042;
    private static final int CHARACTER_VARYING = 1043;

    /** Whether it is {@code text}, {@code varchar} or {@code char(n)}, so that any text may stand in it. */
    public boolean isText() {
        return typeOid == TEXT || typeOid == CHARACTER || typeOid == CHARACTER_VARYING;
    }
}
