package io.tidemark.job.source;

import io.tidemark.record.Row;
import java.io.IOException;
import java.util.Arrays;
import org.apache.flink.core.memory.DataInputView;

/** Puts a row together from values that arrive one after the other, each with its length before it. */
final class RowBuilder {

    private final int[] bounds;
    private byte[] bytes = new byte[256];
    private int column;
    private int end;

    RowBuilder(int columns) {
        bounds = new int[2 * columns];
    }

    void read(DataInputView in) throws IOException {
        int length = in.readInt();
        bounds[2 * column] = end;
        bounds[2 * column + 1] = length;
        column++;
        if (length > 0) {
            if (bytes.length - end < length) {
                bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, Math.addExact(end, length)));
            }
            in.readFully(bytes, end, length);
            end += length;
        }
    }

    Row build() {
        return new Row(bytes, bounds);
    }
}
