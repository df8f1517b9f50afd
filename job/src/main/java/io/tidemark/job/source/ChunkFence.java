package io.tidemark.job.source;

import org.jspecify.annotations.Nullable;

/**
 * The fence of one chunk: what its snapshot saw.
 *
 * @param from the chunk's lower bound, as text of the chunk key; {@code null} for the first chunk of a table
 */
record ChunkFence(@Nullable String from, Visibility snapshot, long endLsn) {}
