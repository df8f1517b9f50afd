/** What is made in the source for a task, and taken away again: {@code prepare}, {@code release}, {@code slots}. */
@NullMarked
package io.tidemark.prepare;

import org.jspecify.annotations.NullMarked;
