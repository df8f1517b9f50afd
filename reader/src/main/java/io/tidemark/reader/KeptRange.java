package io.tidemark.reader;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What can be read. */
record KeptRange(ChangeFiles files) {

    /** The file that is last in order of those visible now. */
    @Nullable
    Part lastPart() throws IOException {
        for (Bucket bucket : files.bucketsAfter(Bucket.START).descendingSet()) {
            List<Part> parts = files.partsAfter(bucket, Digits.NONE);
            if (!parts.isEmpty()) {
                return parts.get(parts.size() - 1);
            }
        }
        return null;
    }

    /** From which bucket to which, and when their outermost records committed, for people. */
    String describe() throws IOException {
        Part first = Cursor.atEarliest(files).next();
        Part last = lastPart();
        if (first == null || last == null) {
            return "nothing";
        }
        return "%s (from %s) to %s (to %s)"
                .formatted(first.bucket(), firstCommit(first), last.bucket(), lastCommit(last));
    }

    private String firstCommit(Part part) throws IOException {
        try (PartReader reader = PartReader.open(files, new Place(part, 0))) {
            Block block = reader.next();
            return block == null ? "an empty file" : time(block.firstStamp());
        }
    }

    private String lastCommit(Part part) throws IOException {
        try (PartReader reader = PartReader.open(files, new Place(part, 0))) {
            Block block = reader.last();
            return block == null ? "an empty or damaged file" : time(block.lastStamp());
        }
    }

    private static String time(Stamp stamp) {
        return Instant.ofEpochMilli(stamp.commitMillis()).toString();
    }
}
