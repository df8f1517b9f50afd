/** Measured side by side with the tools people would use instead. */
@NullMarked
package io.tidemark.bench;

import org.jspecify.annotations.NullMarked;
