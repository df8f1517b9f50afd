/** What a process that is measured is told, and how it tells what it has done; on the class path of each of them. */
@NullMarked
package io.tidemark.bench.peer;

import org.jspecify.annotations.NullMarked;
