/** What all sinks have in common. */
@NullMarked
package io.tidemark.job.sink;

import org.jspecify.annotations.NullMarked;
