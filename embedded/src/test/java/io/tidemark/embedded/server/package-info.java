/** The servers, and what happens to them when their parent goes. */
@NullMarked
package io.tidemark.embedded.server;

import org.jspecify.annotations.NullMarked;
