package io.tidemark.reader;

/** What comes next in order was removed, or may have been, before it was read. */
final class RemovedException extends ReaderException {

    private static final long serialVersionUID = 1L;

    RemovedException(String message) {
        super(message);
    }

    /** The retention has announced that it removes {@code bucket}, of which not all was read. */
    static RemovedException byRetention(Bucket bucket, Bucket keptFrom) {
        return new RemovedException(
                "the retention removed the buckets before %s, and with them %s, which was not known to be read to its end"
                        .formatted(keptFrom, bucket));
    }

    static RemovedException gone(Part part) {
        return new RemovedException("the file %s is not there any more".formatted(part));
    }
}
