package io.tidemark.job.source;

import io.tidemark.record.Change;
import io.tidemark.task.TaskFile;
import java.util.List;
import java.util.Properties;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.cdc.connectors.base.config.JdbcSourceConfig;
import org.apache.flink.cdc.connectors.base.options.StartupOptions;
import org.apache.flink.cdc.connectors.base.source.assigner.state.HybridPendingSplitsState;
import org.apache.flink.cdc.connectors.base.source.assigner.state.PendingSplitsState;
import org.apache.flink.cdc.connectors.base.source.assigner.state.PendingSplitsStateSerializer;
import org.apache.flink.cdc.connectors.base.source.assigner.state.SnapshotPendingSplitsState;
import org.apache.flink.cdc.connectors.base.source.jdbc.JdbcIncrementalSource;
import org.apache.flink.cdc.connectors.base.source.meta.split.SourceSplitBase;
import org.apache.flink.cdc.connectors.base.source.reader.IncrementalSourceReader;
import org.apache.flink.cdc.connectors.base.source.reader.IncrementalSourceSplitReader;
import org.apache.flink.cdc.connectors.postgres.source.config.PostgresSourceConfigFactory;
import org.apache.flink.cdc.connectors.postgres.source.offset.PostgresOffsetFactory;
import org.apache.flink.cdc.debezium.DebeziumDeserializationSchema;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.util.Collector;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * Every committed change of a task's tables: first the rows that are there, by parallel readers, then the stream, by one. It
 * is the connector's incremental source with our reading in it.
 */
public final class ChangeSource extends JdbcIncrementalSource<Change> {

    private static final long serialVersionUID = 1L;

    /** The frame sends the chunks' fences to the stream's reader in groups of this many, so that no message is too large. */
    private static final int GROUP_SIZE = 1_000;

    private final TaskFile task;
    private final ChunkPlanner planner;

    public ChangeSource(TaskFile task) {
        this(task, new ReadingRules(), ChunkPlanner.DEFAULT);
    }

    ChangeSource(TaskFile task, ReadingRules rules, ChunkPlanner planner) {
        this(task, rules, planner, configuration(task));
    }

    private ChangeSource(
            TaskFile task, ReadingRules rules, ChunkPlanner planner, PostgresSourceConfigFactory configuration) {
        super(
                configuration,
                new NoDeserialization(),
                new PostgresOffsetFactory(),
                new ExactDialect(configuration.create(0), task, rules));
        this.task = task;
        this.planner = planner;
    }

    /** What the frame wants to know. It opens no session by itself, so it gets no address and no password that it could log. */
    private static PostgresSourceConfigFactory configuration(TaskFile task) {
        PostgresSourceConfigFactory factory = new PostgresSourceConfigFactory();
        factory.hostname("unused");
        factory.database("unused");
        factory.schemaList(new String[] {"unused"});
        factory.tableList("unused.unused");
        factory.username("unused");
        factory.password("unused");
        factory.slotName(task.slotName());
        factory.decodingPluginName("pgoutput");
        factory.startupOptions(StartupOptions.initial());
        factory.skipSnapshotBackfill(true);
        factory.splitMetaGroupSize(GROUP_SIZE);
        factory.debeziumProperties(new Properties());
        return factory;
    }

    @Override
    public SplitEnumerator<SourceSplitBase, PendingSplitsState> createEnumerator(
            SplitEnumeratorContext<SourceSplitBase> context) {
        ReaderSessions sessions = new ReaderSessions(task);
        SourceStart start = new SourceStart(task, sessions);
        ChunkCutter cutter = new ChunkCutter(sessions, planner, List.of());
        return new ChangeEnumerator(
                context,
                configFactory.create(0),
                new ChunkAssigner(cutter, GROUP_SIZE),
                () -> cutter.add(start.prepare()));
    }

    @Override
    public SplitEnumerator<SourceSplitBase, PendingSplitsState> restoreEnumerator(
            SplitEnumeratorContext<SourceSplitBase> context, PendingSplitsState checkpoint) {
        ReaderSessions sessions = new ReaderSessions(task);
        SourceStart start = new SourceStart(task, sessions);
        HybridPendingSplitsState state = (HybridPendingSplitsState) checkpoint;
        SnapshotPendingSplitsState snapshot = state.getSnapshotPendingSplits();
        ChunkCutter cutter = ChunkCutter.restored(
                sessions, planner, snapshot.getRemainingTables(), snapshot.getChunkSplitterState());
        return new ChangeEnumerator(
                context,
                configFactory.create(0),
                ChunkAssigner.restored(cutter, GROUP_SIZE, state),
                () -> start.resume(snapshot.getSplitFinishedOffsets().values(), state.isStreamSplitAssigned()));
    }

    @Override
    @SuppressWarnings("unchecked") // the frame's committing reader has no type parameters
    public IncrementalSourceReader<Change, JdbcSourceConfig> createReader(SourceReaderContext context) {
        JdbcSourceConfig config = configFactory.create(context.getIndexOfSubtask());
        return ChangeReader.of(
                context,
                shared -> new IncrementalSourceSplitReader<>(
                        context.getIndexOfSubtask(), dataSourceDialect, config, shared, snapshotHooks),
                config,
                new SplitSerializer(),
                (ExactDialect) dataSourceDialect);
    }

    /** Of the readers' splits. The coordinator keeps the frame's own, as bounds go on from there into what the stream is given. */
    @Override
    public SimpleVersionedSerializer<SourceSplitBase> getSplitSerializer() {
        return new SplitSerializer();
    }

    @Override
    public SimpleVersionedSerializer<PendingSplitsState> getEnumeratorCheckpointSerializer() {
        return new PendingSplitsStateSerializer(sourceSplitSerializer);
    }

    @Override
    public TypeInformation<Change> getProducedType() {
        return new ChangeTypeInfo();
    }

    /** The frame asks for one; our emitter does not. */
    private static final class NoDeserialization implements DebeziumDeserializationSchema<Change> {

        private static final long serialVersionUID = 1L;

        @Override
        public void deserialize(SourceRecord record, Collector<Change> out) {
            throw new IllegalStateException("batches are emitted as they are");
        }

        @Override
        public TypeInformation<Change> getProducedType() {
            return new ChangeTypeInfo();
        }
    }
}
