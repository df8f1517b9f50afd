/** Puts values through functions of the user's own, from a jar that the task file names. */
@NullMarked
package io.tidemark.job.functions;

import org.jspecify.annotations.NullMarked;
