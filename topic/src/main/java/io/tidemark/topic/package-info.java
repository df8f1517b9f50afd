/** How a task's brokers are reached, what is asked of them, and what their failures mean. */
@NullMarked
package io.tidemark.topic;

import org.jspecify.annotations.NullMarked;
