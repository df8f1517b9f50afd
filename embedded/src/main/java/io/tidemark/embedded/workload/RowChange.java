package io.tidemark.embedded.workload;

import org.jspecify.annotations.Nullable;

/**
 * One change as the client made it; a change of key is two, a DELETE of the old and an INSERT of the new.
 *
 * @param key the row's key as {@link ShopTable#key} writes it; empty for TRUNCATE
 * @param version orders the changes of one row
 * @param image the row after the change as the server printed it; {@code null} for DELETE and TRUNCATE
 */
public record RowChange(
        ShopTable table,
        RowOperation operation,
        String key,
        long version,
        @Nullable Image image) {

    public RowChange {
        boolean hasImage = operation == RowOperation.INSERT || operation == RowOperation.UPDATE;
        if (hasImage != (image != null)) {
            throw new IllegalArgumentException("%s on %s %s a row, but was given %s"
                    .formatted(
                            operation,
                            table.label(),
                            hasImage ? "leaves" : "leaves no",
                            image == null ? "none" : "one"));
        }
    }
}
