package io.tidemark.reader;

import org.jspecify.annotations.Nullable;

/**
 * How a group is doing.
 *
 * @param reader who reads it now, for people
 * @param last of the last record that it consumed; {@code null} if there is none, or it is not known
 * @param goesOn where it goes on, for people; {@code null} if it is not known
 * @param backlog {@code null} if there is a problem
 * @param problem why the group cannot go on; {@code null} if it can
 */
record GroupStatus(
        String name,
        String reader,
        @Nullable Stamp last,
        @Nullable String goesOn,
        @Nullable Backlog backlog,
        @Nullable String problem) {}
