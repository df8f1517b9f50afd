package io.tidemark.job.source;

import java.util.Arrays;

/**
 * Which transactions a snapshot sees, from the text of {@code pg_current_snapshot()} (PostgreSQL manual, "Transaction ID
 * and Snapshot Information Functions"): {@code xmin:xmax:xip,xip,...}. Every id below xmin is visible (or was rolled back,
 * and then never comes in the log), none from xmax on is, and of those between all that are not listed are.
 */
final class Visibility {

    private static final long EPOCH = 1L << 32;

    private final long xmin;
    private final long xmax;
    private final long[] running;

    private Visibility(long xmin, long xmax, long[] running) {
        this.xmin = xmin;
        this.xmax = xmax;
        this.running = running;
        Arrays.sort(running);
    }

    static Visibility parse(String snapshot) {
        String[] parts = snapshot.split(":", -1);
        if (parts.length != 3) {
            throw new IllegalArgumentException("a snapshot looks like '10:20:10,14', but was '" + snapshot + "'");
        }
        long[] running = parts[2].isEmpty()
                ? new long[0]
                : Arrays.stream(parts[2].split(",")).mapToLong(Long::parseLong).toArray();
        return new Visibility(Long.parseLong(parts[0]), Long.parseLong(parts[1]), running);
    }

    /**
     * What {@code pg_visible_in_snapshot} would answer for a transaction that committed.
     *
     * @param xid the low 32 bits of a top-level transaction id, as the log has it
     */
    boolean sees(long xid) {
        long full = extend(xid);
        return full < xmin || (full < xmax && Arrays.binarySearch(running, full) < 0);
    }

    /**
     * The full id of a transaction that the log holds beside this snapshot. PostgreSQL keeps all ids that can still matter
     * within 2^31 of each other, so of the ids with these low 32 bits it is the one nearest to the snapshot's.
     */
    private long extend(long xid) {
        long candidate = (xmax & -EPOCH) | xid;
        if (candidate - xmax > EPOCH / 2) {
            return candidate - EPOCH;
        }
        return xmax - candidate > EPOCH / 2 ? candidate + EPOCH : candidate;
    }
}
