package io.tidemark.udf;

import org.jspecify.annotations.Nullable;

/** Changes each element of an array, of any number of dimensions and with any lower bounds, and leaves NULLs. */
public final class ArrayElements implements ValueFunction {

    /** PostgreSQL's arrays have no more dimensions. */
    private static final int MOST_DIMENSIONS = 6;

    private final ValueFunction element;
    private final char delimiter;
    private final Quoting quoting;

    /**
     * @param element what the elements go through
     * @param delimiter what stands between two elements: {@code pg_type.typdelim} of their type, a comma for nearly all
     */
    public ArrayElements(ValueFunction element, char delimiter) {
        this.element = element;
        this.delimiter = delimiter;
        this.quoting = Quoting.ofArray(delimiter);
    }

    @Override
    public byte @Nullable [] apply(byte[] bytes, int offset, int length) {
        PartsEdit edit = new PartsEdit(bytes, offset, length, quoting, "an array");
        if (edit.sees('[')) {
            edit.skipTo('='); // the bounds, told where one of them is not 1
        }
        items(edit, 1);
        return edit.result();
    }

    private void items(PartsEdit edit, int dimension) {
        if (dimension > MOST_DIMENSIONS) {
            throw edit.unexpected();
        }
        edit.expect('{');
        if (edit.skip('}')) {
            return;
        }
        do {
            if (edit.sees('{')) {
                items(edit, dimension + 1);
            } else {
                edit.part(element);
            }
        } while (edit.skip(delimiter));
        edit.expect('}');
    }
}
