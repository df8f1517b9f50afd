/** A client that writes to a database as applications do, and keeps its own log of what it committed. */
@NullMarked
package io.tidemark.embedded.workload;

import org.jspecify.annotations.NullMarked;
