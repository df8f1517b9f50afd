/** Flink's own connector, as a user of it would run it, beside the job. */
@NullMarked
package io.tidemark.bench.connector;

import org.jspecify.annotations.NullMarked;
