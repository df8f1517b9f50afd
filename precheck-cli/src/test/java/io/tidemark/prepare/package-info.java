@NullMarked
package io.tidemark.prepare;

import org.jspecify.annotations.NullMarked;
