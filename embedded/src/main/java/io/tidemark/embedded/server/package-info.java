/** Real servers as processes of this machine: PostgreSQL, and a Flink cluster of separate JVMs. */
@NullMarked
package io.tidemark.embedded.server;

import org.jspecify.annotations.NullMarked;
