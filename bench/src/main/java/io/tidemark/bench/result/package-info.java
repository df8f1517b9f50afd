/** What was measured, as it is kept and as it is shown. */
@NullMarked
package io.tidemark.bench.result;

import org.jspecify.annotations.NullMarked;
