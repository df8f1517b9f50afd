package io.tidemark.reader;

import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads one finished file from a place on, in blocks of whole records. */
interface PartReader extends Closeable {

    /** As much as a pipe takes, so that what is written beyond the last saved position stays little. */
    int BLOCK = 64 * 1024;

    /**
     * Opens the file at a place that an earlier reader reached.
     *
     * @throws RemovedException if the file is not there
     * @throws ReaderException if no record of the file begins or ends at that place
     */
    static PartReader open(ChangeFiles files, Place place) throws IOException {
        return place.part().isContainer() ? ContainerReader.open(files, place) : LineReader.open(files, place);
    }

    /** The next whole records, at least one; {@code null} at the end of the file. */
    @Nullable
    Block next() throws IOException;

    /** A block that ends with the file and holds its last record whole; {@code null} if the file has no whole record there. */
    @Nullable
    Block last() throws IOException;

    /** Whether there is nothing in the file, not even something that is damaged. */
    boolean isEmpty();
}
