package io.tidemark.reader;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.List;
import java.util.NavigableSet;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Hands out the finished files one by one in the exact order of their changes, leaving out none, while a writer adds
 * files and the retention removes buckets.
 *
 * <p>There is one writer, which makes a file visible only after all that come before it. So a listing that was begun
 * after some file had been seen shows all that come before that file; and a bucket is complete in a listing that was
 * begun after a file of a later bucket had been seen. Nothing else is relied on.
 */
final class Cursor {

    private final ChangeListing listing;
    private final Queue<Part> listed = new ArrayDeque<>();
    private Bucket current;
    private long number;

    /** Whether nothing was read yet, so that it does not matter what is removed. */
    private boolean fresh;

    /** Whether {@link #listed} holds all that is left of the current bucket. */
    private boolean complete;

    /** The latest bucket that a finished file was seen in. */
    private Bucket horizon = Bucket.START;

    /** All buckets up to the horizon, and perhaps some after it. */
    private NavigableSet<Bucket> buckets = Collections.emptyNavigableSet();

    private Cursor(ChangeListing listing, Bucket bucket, long number, boolean fresh) {
        this.listing = listing;
        this.current = bucket;
        this.number = number;
        this.fresh = fresh;
    }

    /** Begins with the earliest file that is kept. */
    static Cursor atEarliest(ChangeListing listing) {
        return new Cursor(listing, Bucket.START, Digits.NONE, true);
    }

    /** Begins with the file that comes after {@code part}. */
    static Cursor after(ChangeListing listing, Part part) {
        return new Cursor(listing, part.bucket(), part.number(), false);
    }

    /**
     * The next file, or {@code null} if none is visible yet.
     *
     * @throws RemovedException if files that come next may have been removed
     */
    @Nullable
    Part next() throws IOException {
        while (listed.isEmpty()) {
            if (complete) {
                enter(buckets.higher(current));
            }
            listCurrent();
            if (listed.isEmpty() && !complete && !seesLater()) {
                return null;
            }
        }
        Part part = listed.remove();
        number = part.number();
        fresh = false;
        return part;
    }

    private void enter(@Nullable Bucket bucket) {
        if (bucket == null) {
            throw new IllegalStateException("no bucket after " + current + " although " + horizon + " was seen");
        }
        current = bucket;
        number = Digits.NONE;
        complete = false;
    }

    private void listCurrent() throws IOException {
        boolean laterWasSeen = horizon.isAfter(current);
        List<Part> parts = listing.partsAfter(current, number);
        if (!laterWasSeen && !parts.isEmpty()) {
            parts = withoutGaps(parts.get(parts.size() - 1).number());
        }
        Bucket kept = listing.keptFrom(); // read last: what it kept now was whole when it was listed
        if (kept != null && kept.isAfter(current)) {
            skipTo(kept);
            return;
        }
        listed.addAll(parts);
        complete = laterWasSeen;
    }

    private List<Part> withoutGaps(long seen) throws IOException {
        List<Part> again = listing.partsAfter(current, number);
        again.removeIf(part -> part.number() > seen);
        return again;
    }

    private void skipTo(Bucket kept) throws IOException {
        if (!fresh) {
            throw RemovedException.byRetention(current, kept);
        }
        enter(kept);
        listCurrent();
    }

    private boolean seesLater() throws IOException {
        if (listing.mayHaveNewBuckets()) {
            buckets = listing.bucketsAfter(current);
        }
        Bucket latest = latestWithParts();
        if (latest == null) {
            return false;
        }
        buckets = listing.bucketsAfter(current); // again: only now is it sure to hold all up to the latest
        horizon = latest;
        return true;
    }

    private @Nullable Bucket latestWithParts() throws IOException {
        for (Bucket bucket : buckets.tailSet(current, false).descendingSet()) {
            if (!listing.partsAfter(bucket, Digits.NONE).isEmpty()) {
                return bucket;
            }
        }
        return null;
    }
}
