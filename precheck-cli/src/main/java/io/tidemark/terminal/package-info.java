/** What is printed where people look. */
@NullMarked
package io.tidemark.terminal;

import org.jspecify.annotations.NullMarked;
