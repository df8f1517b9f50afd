/** The task file: read once into records, all problems at once, secrets by reference, the connection made from it. */
@NullMarked
package io.tidemark.task;

import org.jspecify.annotations.NullMarked;
