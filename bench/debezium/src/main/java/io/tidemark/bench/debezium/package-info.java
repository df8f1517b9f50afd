/** Debezium's engine, as a user of it would run it, beside the job. */
@NullMarked
package io.tidemark.bench.debezium;

import org.jspecify.annotations.NullMarked;
