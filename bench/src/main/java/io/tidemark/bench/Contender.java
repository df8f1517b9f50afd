package io.tidemark.bench;

import org.jspecify.annotations.Nullable;

/** What is measured; each figure of ours beside the figure of the least that could be done about the same rows. */
enum Contender {
    COPY("COPY TO STDOUT, one session", null),
    SNAPSHOT_EMITTED("snapshot, last row emitted", COPY),
    SNAPSHOT_PUBLISHED("snapshot, last row in a finished file", COPY),
    DRAIN("bare drain of the slot", null),
    STREAM_EMITTED("stream, last change emitted", DRAIN),
    STREAM_PUBLISHED("stream, last change in a finished file", DRAIN);

    private final String label;
    private final @Nullable Contender yardstick;

    Contender(String label, @Nullable Contender yardstick) {
        this.label = label;
        this.yardstick = yardstick;
    }

    String label() {
        return label;
    }

    /** What it is divided by; {@code null} for a yardstick. */
    @Nullable
    Contender yardstick() {
        return yardstick;
    }
}
