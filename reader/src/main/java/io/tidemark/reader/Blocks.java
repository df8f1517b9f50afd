package io.tidemark.reader;

import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The records of a directory in order, from a place on, over the borders of files. */
final class Blocks implements Closeable {

    private final ChangeFiles files;
    private final Cursor cursor;
    private @Nullable PartReader reader;

    private Blocks(ChangeFiles files, Cursor cursor, @Nullable PartReader reader) {
        this.files = files;
        this.cursor = cursor;
        this.reader = reader;
    }

    /** From the earliest that is kept. */
    static Blocks atEarliest(ChangeFiles files) {
        return new Blocks(files, Cursor.atEarliest(files), null);
    }

    /**
     * From a place on that was reached before.
     *
     * @throws RemovedException if its file was removed, or is about to be
     */
    static Blocks from(ChangeFiles files, Place place) throws IOException {
        Bucket bucket = place.part().bucket();
        Bucket kept = files.keptFrom();
        if (kept != null && kept.isAfter(bucket)) {
            throw RemovedException.byRetention(bucket, kept);
        }
        return new Blocks(files, Cursor.after(files, place.part()), PartReader.open(files, place));
    }

    /** The next whole lines; {@code null} if none are visible yet. */
    @Nullable
    Block next() throws IOException {
        while (true) {
            Block block = reader == null ? null : reader.next();
            if (block != null) {
                return block;
            }
            close();
            Part part = cursor.next();
            if (part == null) {
                return null;
            }
            reader = PartReader.open(files, new Place(part, 0));
        }
    }

    @Override
    public void close() throws IOException {
        if (reader != null) {
            reader.close();
            reader = null;
        }
    }
}
