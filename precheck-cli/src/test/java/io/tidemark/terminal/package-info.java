@NullMarked
package io.tidemark.terminal;

import org.jspecify.annotations.NullMarked;
