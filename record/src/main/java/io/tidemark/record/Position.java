package io.tidemark.record;

import java.io.Serializable;

/**
 * Where a change stands in the log of its source: strictly increasing over the changes of one source, and the same each
 * time the log is read.
 *
 * <p>An LSN alone does not identify a change, because one WAL record may hold many rows; so a position is the LSN of the
 * transaction's commit record and the change's ordinal within that transaction, as pgoutput sends them.
 *
 * @param commitLsn the LSN of the commit record, from the protocol's {@code Begin} message; unsigned
 * @param ordinal the number of the change within its transaction, from 1; 0 stands for the snapshot
 */
public record Position(long commitLsn, long ordinal) implements Comparable<Position>, Serializable {

    /** Before every change. */
    public static final Position START = new Position(0, 0);

    @Override
    public int compareTo(Position other) {
        int byCommit = Long.compareUnsigned(commitLsn, other.commitLsn);
        return byCommit != 0 ? byCommit : Long.compareUnsigned(ordinal, other.ordinal);
    }

    public boolean isAfter(Position other) {
        return compareTo(other) > 0;
    }

    /**
     * Reads what {@link #toString} prints.
     *
     * @throws IllegalArgumentException if the text is not an LSN, a {@code #} and a number
     */
    public static Position parse(String text) {
        int hash = text.indexOf('#');
        // the first character after '#' is looked at because parseLong takes a sign
        if (hash < 0 || hash + 1 == text.length() || Character.digit(text.charAt(hash + 1), 10) < 0) {
            throw notAPosition(text);
        }
        try {
            return new Position(Lsn.parse(text.substring(0, hash)), Long.parseLong(text, hash + 1, text.length(), 10));
        } catch (IllegalArgumentException e) {
            throw notAPosition(text);
        }
    }

    private static IllegalArgumentException notAPosition(String text) {
        return new IllegalArgumentException("a position looks like '0/1A2B3C4D#17', but was '" + text + "'");
    }

    /** The LSN as PostgreSQL prints it and the ordinal: {@code 0/1A2B3C4D#17}. */
    @Override
    public String toString() {
        return Lsn.format(commitLsn) + '#' + ordinal;
    }
}
