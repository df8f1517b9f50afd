package io.tidemark.record;

import java.io.IOException;

/** A line, or what stands for one in Avro, is not a published change. The message names the member and what is wrong with it, never a row's value. */
public final class UnreadableRecordException extends IOException {

    private static final long serialVersionUID = 1;

    UnreadableRecordException(String problem) {
        this(JsonEncoder.VERSION, problem);
    }

    private UnreadableRecordException(String format, String problem) {
        super("not a published change of format " + format + ": " + problem);
    }

    static UnreadableRecordException avro(String problem) {
        return new UnreadableRecordException("dts-avro", problem);
    }
}
