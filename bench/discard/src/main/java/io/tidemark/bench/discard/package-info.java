/** The job without a place to write to. */
@NullMarked
package io.tidemark.bench.discard;

import org.jspecify.annotations.NullMarked;
