/** Publishes changes as files that appear whole, in order, exactly once. */
@NullMarked
package io.tidemark.job.sink.files;

import org.jspecify.annotations.NullMarked;
