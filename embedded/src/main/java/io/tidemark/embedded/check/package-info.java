/** Compares what was committed, by the client's own log, with what a consumer was given. */
@NullMarked
package io.tidemark.embedded.check;

import org.jspecify.annotations.NullMarked;
