/** What is asked of the source before a task starts: one class a question, and the report of all answers. */
@NullMarked
package io.tidemark.precheck;

import org.jspecify.annotations.NullMarked;
