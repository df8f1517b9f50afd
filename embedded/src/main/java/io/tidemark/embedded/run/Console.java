package io.tidemark.embedded.run;

import java.io.PrintWriter;

/**
 * Sentences that stay and, on a terminal, one last line that is written over again and again.
 *
 * @param rewrites whether a line of progress replaces the one before
 */
record Console(PrintWriter out, boolean rewrites) {

    private static final String LINE_START = "\r\u001b[K";

    void say(String sentence) {
        out.println(rewrites ? LINE_START + sentence : sentence);
        out.flush();
    }

    void progress(String line) {
        if (rewrites) {
            out.print(LINE_START + line);
        } else {
            out.println(line);
        }
        out.flush();
    }
}
