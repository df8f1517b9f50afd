package io.tidemark.job.guard;

import io.tidemark.record.Column;
import io.tidemark.record.Row;

/** Cuts values of the types of which a beginning is a value of the type too: text and bytea, and no JSON, number or array. */
final class CutValues implements Shrinker {

    private static final int BYTEA = 17;
    private static final int TEXT = 25;
    private static final int CHARACTER = 1042;
    private static final int CHARACTER_VARYING = 1043;

    /** The length of an empty bytea's text, {@code \x}. */
    private static final int HEX_PREFIX = 2;

    @Override
    public int spares(Column column, int length) {
        return switch (column.typeOid()) {
            case TEXT, CHARACTER, CHARACTER_VARYING -> length;
            case BYTEA -> Math.max(0, length - HEX_PREFIX);
            default -> 0;
        };
    }

    @Override
    public Row shrink(Row row, int index, Column column, long excess) {
        int length = row.length(index);
        int most = (int) (length - Math.min(excess, spares(column, length)));
        int kept = column.typeOid() == BYTEA ? most - most % 2 : characters(row, index, most);
        return row.cut(index, kept, Digests.sha256(row, index));
    }

    /** The most bytes up to {@code most} that end with a character of UTF-8. */
    private static int characters(Row row, int index, int most) {
        int kept = most;
        // the byte behind the cut must begin a character; none has more than three bytes that do not
        while (kept > 0 && kept > most - 4 && (row.bytes()[row.offset(index) + kept] & 0xC0) == 0x80) {
            kept--;
        }
        return kept;
    }
}
