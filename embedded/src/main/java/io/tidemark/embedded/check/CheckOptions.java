package io.tidemark.embedded.check;

/**
 * What the checker takes for right.
 *
 * @param newSnapshots whether the stream may be followed by a snapshot from which everything begins anew
 * @param examples how many examples of each fault are kept
 */
public record CheckOptions(boolean newSnapshots, int examples) {

    /** One snapshot, then the stream; five examples of each fault. */
    public static final CheckOptions STRICT = new CheckOptions(false, 5);

    /** The same, but a task that was started anew begins with another snapshot. */
    public CheckOptions withNewSnapshots() {
        return new CheckOptions(true, examples);
    }
}
