/** One class per value function, pure. */
@NullMarked
package io.tidemark.udf;

import org.jspecify.annotations.NullMarked;
