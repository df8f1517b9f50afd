/** What holds for Flink's configuration in {@code conf}. */
@NullMarked
package io.tidemark.flinkconf;

import org.jspecify.annotations.NullMarked;
