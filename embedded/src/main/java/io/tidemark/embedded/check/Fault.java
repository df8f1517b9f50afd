package io.tidemark.embedded.check;

/** What can be wrong with what a consumer was given. */
public enum Fault {
    /** A committed change, or a row, that did not arrive. */
    LOST("lost"),
    /** A change that arrived twice, that the snapshot's row held already, or that was never committed. */
    REPEATED("repeated"),
    /** A change that arrived before one that it follows, or whose place in the log or in its transaction is told wrongly. */
    OUT_OF_ORDER("out of order"),
    /** A change that arrived with a value, a column or a form that is not the server's. */
    DIFFERING("values that differ");

    private final String title;

    Fault(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }
}
