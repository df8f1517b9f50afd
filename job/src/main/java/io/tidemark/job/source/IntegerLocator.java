package io.tidemark.job.source;

import io.tidemark.record.Row;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** For keys whose order Java knows exactly: the integer types. */
final class IntegerLocator implements KeyLocator {

    /** int8, int2, int4, oid. */
    private static final Set<Integer> TYPES = Set.of(20, 21, 23, 26);

    private final long[] bounds;

    /** @param bounds the lower bounds of all chunks but the first, ascending */
    IntegerLocator(List<String> bounds) {
        this.bounds = bounds.stream().mapToLong(Long::parseLong).toArray();
    }

    static boolean knows(int typeOid) {
        return TYPES.contains(typeOid);
    }

    @Override
    public int locate(Row row, int column) {
        String digits = new String(row.bytes(), row.offset(column), row.length(column), StandardCharsets.US_ASCII);
        int found = Arrays.binarySearch(bounds, Long.parseLong(digits));
        return found >= 0 ? found + 1 : -found - 1;
    }
}
