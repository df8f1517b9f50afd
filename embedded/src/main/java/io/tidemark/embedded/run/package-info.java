/** The commands {@code run} and {@code stop}: a task's job in a Flink of its own on this machine. */
@NullMarked
package io.tidemark.embedded.run;

import org.jspecify.annotations.NullMarked;
