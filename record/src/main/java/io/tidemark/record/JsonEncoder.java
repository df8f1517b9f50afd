package io.tidemark.record;

import static java.nio.charset.StandardCharsets.US_ASCII;

/**
 * Writes changes as JSON lines in Debezium's envelope; {@code docs/record.md} describes every member.
 *
 * <p>The bytes of values are copied as they are; names are escaped once per {@link Table}. It keeps state for speed only:
 * not for use by two threads, and not serializable, so an operator makes its own when it opens.
 */
public final class JsonEncoder implements ChangeEncoder {

    /** The version of the record's format, published as {@code source.version}. */
    public static final String VERSION = "1";

    private static final byte[] BEFORE = ascii("{\"before\":");
    private static final byte[] AFTER = ascii(",\"after\":");
    private static final byte[] SNAPSHOT = ascii(",\"snapshot\":\"true\",");
    private static final byte[] STREAM = ascii(",\"snapshot\":\"false\",");
    private static final byte[] TRANSACTION_ID = ascii(",\"txId\":");
    private static final byte[] LSN = ascii(",\"lsn\":");
    private static final byte[] POSITION = ascii(",\"position\":\"");
    private static final byte[] OPERATION = ascii("\"},\"op\":\"");
    private static final byte[] READ_AT = ascii("\",\"ts_ms\":");
    private static final byte[] TRANSACTION = ascii(",\"transaction\":");
    private static final byte[] ID = ascii("{\"id\":\"");
    private static final byte[] TOTAL_ORDER = ascii("\",\"total_order\":");
    private static final byte[] TABLE_ORDER = ascii(",\"data_collection_order\":");
    private static final byte[] LAST = ascii(",\"last\":true}");
    private static final byte[] NOT_LAST = ascii(",\"last\":false}");
    private static final byte[] NULL = ascii("null");
    private static final byte[] END = ascii("}\n");

    private final byte[] source;
    private final Forms<TableForm> forms = new Forms<>(TableForm::new);

    /**
     * @param task the task's name, published as {@code source.name}
     */
    public JsonEncoder(String task) {
        GrowingBytes head = new GrowingBytes();
        head.putAscii(",\"source\":{\"version\":\"" + VERSION + "\",\"connector\":\"tidemark\",\"name\":");
        head.put(JsonString.of(task));
        head.putAscii(",\"ts_ms\":");
        this.source = head.toByteArray();
    }

    /** Puts the change as one line, with the line feed at its end. */
    @Override
    public void put(Change change, GrowingBytes out) throws UnencodableValueException {
        if (change.operation().isBoundary()) {
            throw new IllegalArgumentException(
                    "transaction.last says where a transaction ends: the envelope has no record for it");
        }
        TableForm form = forms.of(change.table());
        out.put(BEFORE);
        JsonImage.put(out, change.before(), form);
        out.put(AFTER);
        JsonImage.put(out, change.after(), form);
        JsonImage.putUnchanged(out, change.after(), form);
        if (!change.isWhole()) {
            JsonMarks.put(out, change, form);
        }
        putSource(change, form, out);
        out.put(OPERATION);
        out.put((byte) change.operation().code());
        out.put(READ_AT);
        out.putNumber(change.readMillis());
        out.put(TRANSACTION);
        putTransaction(change, out);
        out.put(END);
    }

    private void putSource(Change change, TableForm form, GrowingBytes out) {
        boolean snapshot = change.operation() == Operation.READ;
        Transaction transaction = change.transaction();
        out.put(source);
        out.putNumber(Math.floorDiv(transaction.commitMicros(), 1000L));
        out.put(snapshot ? SNAPSHOT : STREAM);
        out.put(form.place);
        out.put(TRANSACTION_ID);
        if (snapshot) {
            out.put(NULL);
        } else {
            out.putNumber(transaction.xid());
        }
        out.put(LSN);
        out.putUnsigned(transaction.commitLsn());
        out.put(POSITION);
        out.putPosition(transaction.commitLsn(), change.ordinal());
    }

    private static void putTransaction(Change change, GrowingBytes out) {
        if (change.operation() == Operation.READ) {
            out.put(NULL);
            return;
        }
        out.put(ID);
        out.putNumber(change.transaction().xid());
        out.put((byte) ':');
        out.putUnsigned(change.transaction().commitLsn());
        out.put(TOTAL_ORDER);
        out.putNumber(change.ordinal());
        out.put(TABLE_ORDER);
        out.putNumber(change.tableOrdinal());
        out.put(change.last() ? LAST : NOT_LAST);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(US_ASCII);
    }
}
