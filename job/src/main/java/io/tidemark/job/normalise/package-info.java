/** Changes values on their way, by the functions of the udf module. */
@NullMarked
package io.tidemark.job.normalise;

import org.jspecify.annotations.NullMarked;
