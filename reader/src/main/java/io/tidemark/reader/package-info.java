/** What downstream uses: consumer groups over files, the consume command. */
@NullMarked
package io.tidemark.reader;

import org.jspecify.annotations.NullMarked;
