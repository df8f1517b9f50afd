package io.tidemark.job.source;

import io.debezium.relational.TableId;
import io.debezium.relational.history.TableChanges.TableChange;
import io.tidemark.task.Sink;
import io.tidemark.task.TaskFile;
import java.util.ArrayDeque;
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

    /**
     * A broker may give up a transaction of the newest checkpoint before it is committed. So that the checkpoints before can be restored,
     * and its records sent again, the log is kept from the oldest of three on.
     */
    private static final int BEHIND_WITH_TRANSACTIONS = 2;

    private final TaskFile task;
    private final ReadingRules rules;
    private final int behind;
    private final ArrayDeque<Long> completed = new ArrayDeque<>();
    private transient volatile @Nullable ReaderSessions sessions;
    private transient volatile @Nullable LogReading stream;

    ExactDialect(PostgresSourceConfig config, TaskFile task, ReadingRules rules) {
        super(config);
        this.task = task;
        this.rules = rules;
        this.behind = task.sink() instanceof Sink.Kafka ? BEHIND_WITH_TRANSACTIONS : 0;
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
        if (point == null) {
            return;
        }
        completed.add(point.startLsn());
        if (completed.size() > behind) {
            long confirmed = completed.remove();
            if (reading != null) {
                reading.completed(confirmed);
            }
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
