/** Publishes changes to a topic, in order, in transactions that are committed with the checkpoint. */
@NullMarked
package io.tidemark.job.sink.kafka;

import org.jspecify.annotations.NullMarked;
