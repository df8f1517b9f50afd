package io.tidemark.udf;

import org.jspecify.annotations.Nullable;

/**
 * Changes the bounds of a range, each by itself: whether the range is then empty, or the wrong way round, is not asked. An
 * empty range has no bounds, and an infinite one that is left out is none.
 *
 * @param bound what the bounds go through
 */
public record RangeBounds(ValueFunction bound) implements ValueFunction {

    private static final String EMPTY = "empty";

    @Override
    public byte @Nullable [] apply(byte[] bytes, int offset, int length) {
        if (length == EMPTY.length() && bytes[offset] == EMPTY.charAt(0)) {
            return null;
        }
        PartsEdit edit = new PartsEdit(bytes, offset, length, Quoting.OF_RANGE, "a range");
        edit(edit);
        return edit.result();
    }

    /** Walks over one range, which is not empty. */
    void edit(PartsEdit edit) {
        edit.expect('[', '(');
        edit.part(bound);
        edit.expect(',');
        edit.part(bound);
        edit.expect(']', ')');
    }
}
