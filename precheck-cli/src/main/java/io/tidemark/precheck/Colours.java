package io.tidemark.precheck;

import io.tidemark.precheck.Report.State;

/** Colours for a terminal, or none: the launcher knows whether there is one, and whether the user wants them. */
enum Colours {
    ON,
    OFF;

    private static final String END = "\u001b[0m";

    static Colours ofThisProcess() {
        return Boolean.getBoolean("tidemark.colours") ? ON : OFF;
    }

    String of(State state, String text) {
        return coloured(
                text,
                switch (state) {
                    case FAILED, COULD_NOT_RUN -> "\u001b[1;31m";
                    case WARNING -> "\u001b[33m";
                    case IGNORED -> "\u001b[2m";
                    case PASSED -> "\u001b[32m";
                });
    }

    String heading(String text) {
        return coloured(text, "\u001b[1m");
    }

    private String coloured(String text, String colour) {
        return this == ON ? colour + text + END : text;
    }
}
