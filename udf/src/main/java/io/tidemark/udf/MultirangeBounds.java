package io.tidemark.udf;

import org.jspecify.annotations.Nullable;

/**
 * Changes the bounds of all ranges of a multirange, as {@link RangeBounds} does. The ranges in it have no quotes around them.
 *
 * @param ranges what its ranges go through
 */
public record MultirangeBounds(RangeBounds ranges) implements ValueFunction {

    @Override
    public byte @Nullable [] apply(byte[] bytes, int offset, int length) {
        PartsEdit edit = new PartsEdit(bytes, offset, length, Quoting.OF_RANGE, "a multirange");
        edit.expect('{');
        if (!edit.sees('}')) {
            do {
                ranges.edit(edit);
            } while (edit.skip(','));
        }
        edit.expect('}');
        return edit.result();
    }
}
