package io.tidemark.job.source;

import io.debezium.relational.TableId;
import io.debezium.relational.history.TableChanges.TableChange;
import io.tidemark.task.TaskFile;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.cdc.connectors.base.config.JdbcSourceConfig;
import org.apache.flink.cdc.connectors.base.source.meta.offset.Offset;
import org.apache.flink.cdc.connectors.base.source.meta.split.SourceSplitBase;
import org.apache.flink.cdc.connectors.base.source.reader.external.FetchTask;
import org.apache.flink.cdc.connectors.base.source.reader.external.JdbcSourceFetchTaskContext;
import org.apache.flink.cdc.connectors.postgres.source.PostgresDialect;
import org.apache.flink.cdc.connectors.postgres.source.config.PostgresSourceConfig;
import org.jspecify.annotations.Nullable;

/** Puts our reading in the place of the connector's own. Each reader has a copy of its own. */
final class ExactDialect extends PostgresDialect {

    private static final long serialVersionUID = 1L;

    private final TaskFile task;
    private final ReadingRules rules;
    private transient volatile @Nullable ReaderSessions sessions;
    private transient volatile @Nullable LogReading stream;

    ExactDialect(PostgresSourceConfig config, TaskFile task, ReadingRules rules) {
        super(config);
        this.task = task;
        this.rules = rules;
    }

    private ReaderSessions sessions() {
        ReaderSessions known = sessions;
        if (known == null) {
            known = new ReaderSessions(task);
            sessions = known;
        }
        return known;
    }

    @Override
    @SuppressWarnings({"unchecked", "rawtypes"}) // the frame's snapshot task is a raw FetchTask
    public FetchTask<SourceSplitBase> createFetchTask(SourceSplitBase split) {
        if (split.isSnapshotSplit()) {
            return (FetchTask) new ChunkReading(task, sessions(), split.asSnapshotSplit());
        }
        LogReading reading = new LogReading(task, rules, sessions(), split.asStreamSplit());
        stream = reading;
        return reading;
    }

    @Override
    public JdbcSourceFetchTaskContext createFetchTaskContext(JdbcSourceConfig config) {
        return new HandOver(config, this);
    }

    /** @param offset the stream's position in that checkpoint; {@code null} if this reader did not have the stream then */
    @Override
    public void notifyCheckpointComplete(long checkpointId, @Nullable Offset offset) {
        LogReading reading = stream;
        StreamPoint point = offset == null ? null : StreamPoint.of(offset);
        if (reading != null && point != null) {
            reading.completed(point.startLsn());
        }
    }

    /** Every table that a chunk or the stream names is one of ours: the publication has decided. */
    @Override
    public boolean isIncludeDataCollection(JdbcSourceConfig config, TableId table) {
        return true;
    }

    /** None: shapes travel with the changes. */
    @Override
    public Map<TableId, TableChange> discoverDataCollectionSchemas(JdbcSourceConfig config) {
        return new HashMap<>();
    }

    @Override
    public void close() {}
}
