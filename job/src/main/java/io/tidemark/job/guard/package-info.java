/** Keeps rows from the stream, or values from their rows, that are too large or can't be published as they are. */
@NullMarked
package io.tidemark.job.guard;

import org.jspecify.annotations.NullMarked;
