package io.tidemark.reader;

import java.io.IOException;
import java.util.List;
import java.util.NavigableSet;
import org.jspecify.annotations.Nullable;

/**
 * What is visible below a sink's directory. A listing is no snapshot: an entry that appears while it is taken may be
 * missed although a later one is seen. {@link Cursor} makes an exact order of it.
 */
interface ChangeListing {

    /** Whether {@link #bucketsAfter} is worth its time; may be wrong for some seconds, not for longer. */
    boolean mayHaveNewBuckets() throws IOException;

    /** The buckets after {@code bucket}, also those that hold no finished file. */
    NavigableSet<Bucket> bucketsAfter(Bucket bucket) throws IOException;

    /** The finished files of {@code bucket} with a number above {@code number}, in order; none if it does not exist. */
    List<Part> partsAfter(Bucket bucket, long number) throws IOException;

    /** The oldest bucket that the retention keeps, {@code null} if it has removed none yet. */
    @Nullable
    Bucket keptFrom() throws IOException;
}
