package io.tidemark.record;

import java.io.IOException;

/** A line is not a published change. The message names the member and what is wrong with it, never a row's value. */
public final class UnreadableRecordException extends IOException {

    private static final long serialVersionUID = 1;

    UnreadableRecordException(String problem) {
        super("not a published change of format " + JsonEncoder.VERSION + ": " + problem);
    }
}
