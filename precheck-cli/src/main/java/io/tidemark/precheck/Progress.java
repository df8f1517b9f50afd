package io.tidemark.precheck;

import java.io.PrintWriter;

/** One line on a terminal that says what is being asked, and nothing elsewhere. */
final class Progress {

    private static final boolean TERMINAL = Boolean.getBoolean("tidemark.terminal");
    private static final String LINE = "\r%-79s";

    private final PrintWriter err;
    private final int count;
    private int done;

    Progress(PrintWriter err, int count) {
        this.err = err;
        this.count = count;
    }

    void next(Precheck check) {
        done++;
        show("%d of %d: %s".formatted(done, count, check.id()));
    }

    void clear() {
        show("");
    }

    private void show(String text) {
        if (TERMINAL) {
            err.print(LINE.formatted(text) + (text.isEmpty() ? "\r" : ""));
            err.flush();
        }
    }
}
