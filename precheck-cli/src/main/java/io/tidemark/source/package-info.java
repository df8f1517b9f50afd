/** The source, as checks and commands ask it. */
@NullMarked
package io.tidemark.source;

import org.jspecify.annotations.NullMarked;
