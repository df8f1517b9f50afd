/** {@code tidemark demo}: the whole way of a change on one machine, with a verdict at the end. */
@NullMarked
package io.tidemark.embedded.demo;

import org.jspecify.annotations.NullMarked;
