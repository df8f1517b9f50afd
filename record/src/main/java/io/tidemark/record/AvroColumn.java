package io.tidemark.record;

import org.jspecify.annotations.Nullable;

/** How the values of a column are written, decided once by the column's type. */
final class AvroColumn {

    /** SQL NULL. */
    static final byte[] NULL = {0};

    /** The branch {@code EmptyObject} with the symbol {@code NONE}: there is no value here. */
    static final byte[] NONE = new Bytes().number(12).number(1).get();

    private static final AvroColumn TEXT = text("TEXT");

    private static final int INTEGER = 1;
    private static final int CHARACTER = 2;
    private static final int DECIMAL = 3;
    private static final int FLOAT = 4;
    private static final int DATE_TIME = 6;
    private static final int TIMESTAMP_WITH_TIME_ZONE = 7;
    private static final int BINARY_OBJECT = 10;
    private static final int TEXT_OBJECT = 11;

    /** How the text of a value becomes what stands between head and tail. */
    enum Content {
        TEXT,
        INTEGER,
        NUMERIC,
        FLOAT,
        HEX,
        DATE,
        TIME,
        TIMESTAMP,
        TIME_WITH_ZONE,
        TIMESTAMP_WITH_ZONE
    }

    private final Content content;
    private final byte[] head;
    private final byte[] tail;

    /**
     * @param head what comes before the value: the number of the branch, and the fields that stand before it
     * @param tail the fields that stand behind the value
     */
    private AvroColumn(Content content, byte[] head, byte[] tail) {
        this.content = content;
        this.head = head;
        this.tail = tail;
    }

    static AvroColumn of(Column column) {
        return switch (column.type().kind()) {
            case SCALAR -> ofScalar(column.type().oid(), column.typeModifier());
            case ENUM -> text("ENUM");
            case ARRAY, RANGE, MULTIRANGE, COMPOSITE -> TEXT;
        };
    }

    private static AvroColumn ofScalar(int oid, int typeModifier) {
        return switch (oid) {
            case 16 -> text("BOOL");
            case 17 ->
                new AvroColumn(
                        Content.HEX,
                        new Bytes().number(BINARY_OBJECT).text("BYTEA").get(),
                        new byte[0]);
            case 20 -> integer(8); // bigint
            case 21 -> integer(2); // smallint
            case 23, 26 -> integer(4); // integer, oid
            case 18, 19, 25, 1042, 1043 -> // "char", name, text, character, character varying
                new AvroColumn(
                        Content.TEXT,
                        new Bytes().number(CHARACTER).text("UTF-8").get(),
                        new byte[0]);
            case 114, 3802 -> text("JSON");
            case 142 -> text("XML");
            case 700 -> floating(24); // real
            case 701 -> floating(53); // double precision
            case 1082 -> time(Content.DATE, DATE_TIME);
            case 1083 -> time(Content.TIME, DATE_TIME);
            case 1114 -> time(Content.TIMESTAMP, DATE_TIME);
            case 1184 -> time(Content.TIMESTAMP_WITH_ZONE, TIMESTAMP_WITH_TIME_ZONE);
            case 1266 -> time(Content.TIME_WITH_ZONE, TIMESTAMP_WITH_TIME_ZONE);
            case 1700 -> decimal(typeModifier);
            case 2950 -> text("UUID");
            default -> TEXT;
        };
    }

    private static AvroColumn text(String type) {
        return new AvroColumn(
                Content.TEXT, new Bytes().number(TEXT_OBJECT).text(type).get(), new byte[0]);
    }

    /** @param bytes how many the server stores a value in */
    private static AvroColumn integer(int bytes) {
        return new AvroColumn(
                Content.INTEGER, new Bytes().number(INTEGER).number(bytes).get(), new byte[0]);
    }

    /** @param precision in binary digits, as in {@code float(24)} */
    private static AvroColumn floating(int precision) {
        return new AvroColumn(
                Content.FLOAT,
                new Bytes().number(FLOAT).get(),
                new Bytes().number(precision).number(0).get());
    }

    /** Precision and scale are in the modifier as PostgreSQL's {@code numerictypmodin} packs them; 0 where none is told. */
    private static AvroColumn decimal(int typeModifier) {
        int packed = typeModifier - 4;
        int precision = typeModifier < 0 ? 0 : (packed >> 16) & 0xFFFF;
        int scale = typeModifier < 0 ? 0 : ((packed & 0x7FF) ^ 1024) - 1024; // 11 bits with a sign
        return new AvroColumn(
                Content.NUMERIC,
                new Bytes().number(DECIMAL).get(),
                new Bytes().number(precision).number(scale).get());
    }

    private static AvroColumn time(Content content, int branch) {
        return new AvroColumn(content, new Bytes().number(branch).get(), new byte[0]);
    }

    /**
     * Puts a value that is neither null nor missing.
     *
     * @param time to read times with
     * @return {@code null} when all went well; else why the value cannot be written, to be read after "the value", and
     *     then the output may hold a part of it
     */
    @Nullable
    String put(GrowingBytes out, byte[] bytes, int offset, int length, AvroTime time) {
        return switch (content) {
            case TEXT -> putText(out, bytes, offset, length);
            case INTEGER -> putInteger(out, bytes, offset, length);
            case NUMERIC -> putNumeric(out, bytes, offset, length);
            case FLOAT -> putFloat(out, bytes, offset, length);
            case HEX -> putHex(out, bytes, offset, length);
            case DATE -> putTime(out, bytes, offset, length, time, time.readDate(bytes, offset, length));
            case TIME -> putTime(out, bytes, offset, length, time, time.readTime(bytes, offset, length, false));
            case TIMESTAMP ->
                putTime(out, bytes, offset, length, time, time.readTimestamp(bytes, offset, length, false));
            case TIME_WITH_ZONE ->
                putTime(out, bytes, offset, length, time, time.readTime(bytes, offset, length, true));
            case TIMESTAMP_WITH_ZONE ->
                putTime(out, bytes, offset, length, time, time.readTimestamp(bytes, offset, length, true));
        };
    }

    private @Nullable String putText(GrowingBytes out, byte[] bytes, int offset, int length) {
        int wrong = Utf8.firstWrong(bytes, offset, length);
        if (wrong != Utf8.ALL_RIGHT) {
            return Utf8.problem(wrong);
        }
        putWhole(out, bytes, offset, length);
        return null;
    }

    private @Nullable String putInteger(GrowingBytes out, byte[] bytes, int offset, int length) {
        if (!JsonNumber.isInteger(bytes, offset, length)) {
            return "is not an integer";
        }
        putWhole(out, bytes, offset, length);
        return null;
    }

    /** What has no digits goes as the text that it is: the vendor's client makes a number of every {@code Decimal}, or fails. */
    private @Nullable String putNumeric(GrowingBytes out, byte[] bytes, int offset, int length) {
        if (AvroNumber.isSpecial(bytes, offset, length)) {
            return TEXT.putText(out, bytes, offset, length);
        }
        if (!JsonNumber.isNumber(bytes, offset, length)) {
            return "is not a number";
        }
        putWhole(out, bytes, offset, length);
        return null;
    }

    private @Nullable String putFloat(GrowingBytes out, byte[] bytes, int offset, int length) {
        if (!JsonNumber.isNumber(bytes, offset, length) && !AvroNumber.isSpecial(bytes, offset, length)) {
            return "is not a floating-point number";
        }
        out.put(head);
        out.putDouble(AvroNumber.toDouble(bytes, offset, length));
        out.put(tail);
        return null;
    }

    private @Nullable String putHex(GrowingBytes out, byte[] bytes, int offset, int length) {
        out.put(head);
        return AvroNumber.putHex(out, bytes, offset, length) ? null : "is not a bytea in hexadecimal";
    }

    /** What the fields of a time can't hold goes as the text that it is. */
    private @Nullable String putTime(
            GrowingBytes out, byte[] bytes, int offset, int length, AvroTime time, boolean held) {
        if (!held) {
            return TEXT.putText(out, bytes, offset, length);
        }
        out.put(head);
        time.put(out);
        return null;
    }

    private void putWhole(GrowingBytes out, byte[] bytes, int offset, int length) {
        out.put(head);
        out.putVarint(length);
        out.put(bytes, offset, length);
        out.put(tail);
    }

    /** Some bytes of Avro's binary form. */
    private static final class Bytes {

        private final GrowingBytes out = new GrowingBytes();

        Bytes number(int number) {
            out.putVarint(number);
            return this;
        }

        Bytes text(String text) {
            out.putString(text);
            return this;
        }

        byte[] get() {
            return out.toByteArray();
        }
    }
}
