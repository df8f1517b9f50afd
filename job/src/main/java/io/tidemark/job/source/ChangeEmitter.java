package io.tidemark.job.source;

import io.tidemark.record.Change;
import java.io.IOException;
import java.util.Iterator;
import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.flink.cdc.connectors.base.source.meta.split.SourceRecords;
import org.apache.flink.cdc.connectors.base.source.meta.split.SourceSplitState;
import org.apache.flink.connector.base.source.reader.RecordEmitter;
import org.apache.kafka.connect.source.SourceRecord;

/** Emits the batches that the fetch tasks handed over; nothing else comes this way. */
final class ChangeEmitter implements RecordEmitter<SourceRecords, Change, SourceSplitState> {

    private final SourceMetrics metrics;

    ChangeEmitter(SourceMetrics metrics) {
        this.metrics = metrics;
    }

    @Override
    public void emitRecord(SourceRecords records, SourceOutput<Change> output, SourceSplitState state)
            throws IOException {
        for (Iterator<SourceRecord> all = records.iterator(); all.hasNext(); ) {
            ((ChangeBatch) all.next()).emit(output, state, metrics);
        }
    }
}
