package io.tidemark.reader;

import io.tidemark.record.JsonLine;
import io.tidemark.record.Position;
import io.tidemark.record.UnreadableRecordException;

/**
 * What a record says about its place in time.
 *
 * @param position where the change stands in the source's log
 * @param commitMillis when its transaction committed, or its snapshot was taken, since 1970-01-01 UTC
 */
record Stamp(Position position, long commitMillis) {

    static Stamp read(byte[] bytes, int offset, int length) throws UnreadableRecordException {
        return new Stamp(JsonLine.position(bytes, offset, length), JsonLine.commitMillis(bytes, offset, length));
    }

    /** Whether the record is a row of the snapshot. */
    boolean isSnapshot() {
        return position.ordinal() == 0;
    }
}
