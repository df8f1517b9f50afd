package io.tidemark.reader;

import java.util.Comparator;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The folder of what one checkpoint made visible, in the order in which its changes come: by generation, then by
 * checkpoint, both as numbers.
 *
 * @param generation how often the task was started anew, from 1; each begins with a snapshot
 * @param checkpoint the number of the checkpoint within it
 */
record Bucket(long generation, long checkpoint) implements Comparable<Bucket> {

    /** Before every bucket that a job writes. */
    static final Bucket START = new Bucket(0, 0);

    private static final int GENERATION_DIGITS = 4;
    private static final int CHECKPOINT_DIGITS = 19;
    private static final Comparator<Bucket> ORDER =
            Comparator.comparingLong(Bucket::generation).thenComparingLong(Bucket::checkpoint);

    /** The bucket of a folder's name, {@code null} if it is not the name of one. */
    static @Nullable Bucket parse(String name) {
        int dash = name.length() - CHECKPOINT_DIGITS - 1;
        if (dash < GENERATION_DIGITS || name.charAt(dash) != '-') {
            return null;
        }
        if (dash > GENERATION_DIGITS && name.charAt(0) == '0') {
            return null; // a second name for the same bucket
        }
        long generation = Digits.parse(name, 0, dash);
        long checkpoint = Digits.parse(name, dash + 1, name.length());
        return generation == Digits.NONE || checkpoint == Digits.NONE ? null : new Bucket(generation, checkpoint);
    }

    /** The folder's name: the generation with at least 4 digits, a dash, the checkpoint with 19. */
    String name() {
        return String.format(Locale.ROOT, "%04d-%019d", generation, checkpoint);
    }

    boolean isAfter(Bucket other) {
        return compareTo(other) > 0;
    }

    @Override
    public int compareTo(Bucket other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return name();
    }
}
