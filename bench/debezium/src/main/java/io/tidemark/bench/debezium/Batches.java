package io.tidemark.bench.debezium;

import io.debezium.engine.ChangeEvent;
import io.debezium.engine.DebeziumEngine;
import io.debezium.engine.DebeziumEngine.RecordCommitter;
import io.tidemark.bench.peer.Progress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** Passes on what the engine hands over, and notes when its first row was read. */
final class Batches implements DebeziumEngine.ChangeConsumer<ChangeEvent<String, String>> {

    private static final String SOURCE = "\"source\":{";
    private static final String READ_AT = "\"ts_ms\":";

    private final Ending ending;
    private final Progress progress;
    private boolean begun;

    Batches(Ending ending, Progress progress) {
        this.ending = ending;
        this.progress = progress;
    }

    @Override
    public void handleBatch(
            List<ChangeEvent<String, String>> records, RecordCommitter<ChangeEvent<String, String>> committer)
            throws InterruptedException {
        if (!begun && !records.isEmpty()) {
            begun = true;
            progress.read(readAt(records.get(0).value()));
        }
        try {
            ending.take(records);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the records", e);
        }
        for (ChangeEvent<String, String> each : records) {
            committer.markProcessed(each);
        }
        committer.markBatchFinished();
    }

    /** When Debezium read the row, by its own stamp. */
    private static long readAt(String record) {
        int stamp = record.indexOf(READ_AT, record.lastIndexOf(SOURCE)) + READ_AT.length();
        int end = stamp;
        while (Character.isDigit(record.charAt(end))) {
            end++;
        }
        return Long.parseLong(record.substring(stamp, end));
    }
}
