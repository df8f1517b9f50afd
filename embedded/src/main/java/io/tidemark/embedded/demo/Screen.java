package io.tidemark.embedded.demo;

import java.io.PrintWriter;
import java.util.Locale;

/** What the demo shows: sentences, a few records as they arrive, and a line of figures now and then. */
final class Screen {

    private static final int SAMPLES = 3;
    private static final int HEAD = 90;

    private final PrintWriter out;
    private int snapshotRows;
    private int changes;

    Screen(PrintWriter out) {
        this.out = out;
    }

    synchronized void say(String text) {
        out.println(text);
        out.flush();
    }

    void say(String format, Object... values) {
        say(String.format(Locale.ROOT, format, values));
    }

    /** Shows the first records of the snapshot and the first changes, shortened; the others are just counted by others. */
    synchronized void record(String line) {
        boolean snapshot = line.contains("\"snapshot\":\"true\"");
        int shown = snapshot ? snapshotRows++ : changes++;
        if (shown < SAMPLES) {
            say("  " + shortened(line));
        }
    }

    /** The begin of a record, and its end from the table's name on: what lies between is mostly the row. */
    static String shortened(String line) {
        int source = line.lastIndexOf(",\"schema\":");
        return source <= HEAD ? line : line.substring(0, HEAD) + " ... " + line.substring(source + 1);
    }
}
