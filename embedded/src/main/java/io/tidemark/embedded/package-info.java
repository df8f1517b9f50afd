/** Real servers on one machine, for the demo, the tests and the benchmark; a workload; the checker of the promises. */
@NullMarked
package io.tidemark.embedded;

import org.jspecify.annotations.NullMarked;
