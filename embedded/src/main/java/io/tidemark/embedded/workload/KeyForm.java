package io.tidemark.embedded.workload;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;

/** How a table's keys are made from the numbers that the workload counts rows by; different numbers, different keys. */
enum KeyForm {
    NUMBER,
    PAIR,
    UUID,
    TEXT;

    /** How many rows share the first column of a {@link #PAIR}. */
    static final int PAIR_SIZE = 5;

    // what collations disagree about, and what a careless quoting breaks
    private static final List<String> PREFIXES =
            List.of("A", "a", "B_", "b", "Z z", "Ä", "é", "ß", "'q", "\"d", "10", "9", "中", "%", "back\\", "tab\t");

    /** The values of the key columns, as texts. */
    List<String> values(long number) {
        return switch (this) {
            case NUMBER -> List.of(Long.toString(number));
            case PAIR -> List.of(Long.toString(number / PAIR_SIZE), Long.toString(number % PAIR_SIZE));
            case UUID -> List.of(uuid(number).toString());
            case TEXT -> List.of(PREFIXES.get((int) (number % PREFIXES.size())) + '-' + number);
        };
    }

    /** A condition that holds for the rows of the numbers from {@code first} to {@code last}. */
    String between(long first, long last) {
        return switch (this) {
            case NUMBER -> "id BETWEEN %d AND %d".formatted(first, last);
            case PAIR ->
                "order_id BETWEEN %d AND %d AND order_id * %d + line BETWEEN %d AND %d"
                        .formatted(first / PAIR_SIZE, last / PAIR_SIZE, PAIR_SIZE, first, last);
            case UUID, TEXT ->
                throw new IllegalArgumentException("only numbers and pairs have ranges, but the key is a " + name());
        };
    }

    boolean hasRanges() {
        return this == NUMBER || this == PAIR;
    }

    private static UUID uuid(long number) {
        return java.util.UUID.nameUUIDFromBytes(Long.toString(number).getBytes(StandardCharsets.US_ASCII));
    }
}
