/** What the commands decide and print. */
@NullMarked
package io.tidemark.embedded.run;

import org.jspecify.annotations.NullMarked;
