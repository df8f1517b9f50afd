package io.tidemark.reader;

import org.jspecify.annotations.Nullable;

/**
 * How a group is doing.
 *
 * @param reader who reads it now, {@code null} if nobody
 * @param position {@code null} if it is damaged
 * @param backlog {@code null} if there is a problem
 * @param problem why the group cannot go on; {@code null} if it can
 */
record GroupStatus(
        GroupName name,
        @Nullable Holder reader,
        @Nullable GroupPosition position,
        @Nullable Backlog backlog,
        @Nullable String problem) {}
