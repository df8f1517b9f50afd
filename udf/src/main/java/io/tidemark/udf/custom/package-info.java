/** What a jar with functions of the user's own is written against: all that it shares with the job. */
@NullMarked
package io.tidemark.udf.custom;

import org.jspecify.annotations.NullMarked;
