package io.tidemark.embedded.check;

/**
 * One fault that was seen, told so that it can be looked up; it holds a key and a position, but no other value of a row.
 *
 * @param version the row's {@code v}; 0 where there is none
 * @param position the position that the record came with; empty for a record that did not come
 */
public record Example(Fault fault, String table, String key, long version, String position, String what) {

    /** {@code lost: public.orders 17, v 4711, at 0/1A2B3C4D#3: ...}, on one line. */
    public String text() {
        return fault.title() + ": " + table
                + (key.isEmpty() ? "" : " " + key)
                + (version == 0 ? "" : ", v " + version)
                + (position.isEmpty() ? "" : ", at " + position)
                + ": " + what;
    }
}
