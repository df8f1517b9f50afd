package io.tidemark.udf;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Changes the fields of a composite value, each by a function of its own, and leaves NULLs. */
public final class CompositeFields implements ValueFunction {

    private final @Nullable ValueFunction[] fields;
    private final String expected;

    /** @param fields what the fields go through, in the type's order; {@code null} for one that stays as it is */
    public CompositeFields(List<? extends @Nullable ValueFunction> fields) {
        this.fields = fields.toArray(new @Nullable ValueFunction[0]);
        this.expected = "a composite value of " + fields.size() + " fields";
    }

    @Override
    public byte @Nullable [] apply(byte[] bytes, int offset, int length) {
        PartsEdit edit = new PartsEdit(bytes, offset, length, Quoting.OF_COMPOSITE, expected);
        edit.expect('(');
        for (int i = 0; i < fields.length; i++) {
            if (i > 0) {
                edit.expect(',');
            }
            edit.part(fields[i]);
        }
        edit.expect(')');
        return edit.result();
    }
}
