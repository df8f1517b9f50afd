/** A change, and its published form both ways. */
@NullMarked
package io.tidemark.record;

import org.jspecify.annotations.NullMarked;
