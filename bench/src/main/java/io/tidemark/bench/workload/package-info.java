/** The tables that are read and the changes that are made to them, the same in each round. */
@NullMarked
package io.tidemark.bench.workload;

import org.jspecify.annotations.NullMarked;
