package io.tidemark.reader;

import java.io.IOException;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What can be read: from the oldest record that is kept to the newest that is visible.
 *
 * @param from the bucket of the first
 * @param to the bucket of the last
 */
record KeptRange(Bucket from, Stamp first, Bucket to, Stamp last) {

    /** What can be read now; {@code null} if no record is visible. */
    static @Nullable KeptRange of(ChangeFiles files) throws IOException {
        Cursor cursor = Cursor.atEarliest(files);
        for (Part part = cursor.next(); part != null; part = cursor.next()) {
            Stamp first = first(files, part);
            if (first != null) {
                return upToTheLast(files, part.bucket(), first);
            }
        }
        return null;
    }

    /** The file that is last in order of those visible now. */
    static @Nullable Part lastPart(ChangeFiles files) throws IOException {
        for (Bucket bucket : files.bucketsAfter(Bucket.START).descendingSet()) {
            List<Part> parts = files.partsAfter(bucket, Digits.NONE);
            if (!parts.isEmpty()) {
                return parts.get(parts.size() - 1);
            }
        }
        return null;
    }

    /** For people. */
    @Override
    public String toString() {
        return "%s (from %s, %s) to %s (to %s, %s)"
                .formatted(from, time(first), first.position(), to, time(last), last.position());
    }

    private static KeptRange upToTheLast(ChangeFiles files, Bucket from, Stamp first) throws IOException {
        for (Bucket bucket : files.bucketsAfter(Bucket.START).descendingSet()) {
            List<Part> parts = files.partsAfter(bucket, Digits.NONE);
            Collections.reverse(parts);
            for (Part part : parts) {
                Stamp last = last(files, part);
                if (last != null) {
                    return new KeptRange(from, first, bucket, last);
                }
            }
        }
        return new KeptRange(from, first, from, first); // the retention has removed it meanwhile
    }

    private static @Nullable Stamp first(ChangeFiles files, Part part) throws IOException {
        try (PartReader reader = PartReader.open(files, new Place(part, 0))) {
            Block block = reader.next();
            return block == null ? null : block.firstStamp();
        }
    }

    private static @Nullable Stamp last(ChangeFiles files, Part part) throws IOException {
        try (PartReader reader = PartReader.open(files, new Place(part, 0))) {
            Block block = reader.last();
            if (block == null && !reader.isEmpty()) {
                throw new ReaderException("%s is damaged: its last record has no end".formatted(part));
            }
            return block == null ? null : block.lastStamp();
        }
    }

    private static Instant time(Stamp stamp) {
        return Instant.ofEpochMilli(stamp.commitMillis());
    }
}
