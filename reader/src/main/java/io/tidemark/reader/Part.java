package io.tidemark.reader;

import org.jspecify.annotations.Nullable;

/**
 * One finished file of changes: it appeared whole, by a rename, and never changes.
 *
 * @param name {@code part-<writer>-<number>.json} or {@code .avro}
 * @param writer what tells apart the writers that ever wrote; one bucket is written by one
 * @param number orders the files of a bucket
 */
record Part(Bucket bucket, String name, String writer, long number) {

    private static final String PREFIX = "part-";
    private static final String LINES = ".json";
    private static final String CONTAINER = ".avro";

    /** The part of a file's name, {@code null} if the file is unfinished or something else. */
    static @Nullable Part parse(Bucket bucket, String name) {
        int end = name.length() - LINES.length();
        if (end < 0 || !name.startsWith(PREFIX) || !(name.endsWith(LINES) || name.endsWith(CONTAINER))) {
            return null;
        }
        int dash = name.lastIndexOf('-', end);
        if (dash <= PREFIX.length()) {
            return null;
        }
        long number = Digits.parse(name, dash + 1, end);
        return number == Digits.NONE ? null : new Part(bucket, name, name.substring(PREFIX.length(), dash), number);
    }

    /** Whether it is an Avro container, rather than lines of JSON. */
    boolean isContainer() {
        return name.endsWith(CONTAINER);
    }

    /** The bucket's folder and the file's name, for people. */
    @Override
    public String toString() {
        return bucket + "/" + name;
    }
}
