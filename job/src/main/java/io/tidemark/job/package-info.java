/** The Flink job: from the log to the sink. */
@NullMarked
package io.tidemark.job;

import org.jspecify.annotations.NullMarked;
