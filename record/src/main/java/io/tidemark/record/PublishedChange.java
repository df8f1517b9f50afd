package io.tidemark.record;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A change as it was published: what {@link JsonDecoder} reads back.
 *
 * @param before the row before the change, or only its key; {@code null} where the record has none
 * @param after the row after the change; {@code null} where the record has none
 * @param unchanged the columns that are left out of {@code after} because the change did not touch them
 * @param commitMillis when the transaction committed, in milliseconds since 1970-01-01 UTC
 * @param readMillis when the source read the change, in milliseconds since 1970-01-01 UTC
 * @param transaction {@code null} for a row of the snapshot
 */
public record PublishedChange(
        Operation operation,
        String task,
        String database,
        String schema,
        String table,
        @Nullable PublishedRow before,
        @Nullable PublishedRow after,
        List<String> unchanged,
        Position position,
        boolean snapshot,
        long commitMillis,
        long readMillis,
        @Nullable PublishedTransaction transaction) {

    public PublishedChange {
        unchanged = List.copyOf(unchanged);
    }
}
