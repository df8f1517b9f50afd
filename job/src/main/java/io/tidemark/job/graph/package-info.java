/** Joins the stages. */
@NullMarked
package io.tidemark.job.graph;

import org.jspecify.annotations.NullMarked;
