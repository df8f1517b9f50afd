package io.tidemark.job.source;

import io.tidemark.record.Transaction;
import io.tidemark.task.SqlNames;
import io.tidemark.task.TaskFile;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.cdc.connectors.base.source.meta.split.SnapshotSplit;
import org.apache.flink.cdc.connectors.base.source.meta.split.StreamSplit;
import org.apache.flink.cdc.connectors.base.source.meta.wartermark.WatermarkEvent;
import org.apache.flink.cdc.connectors.base.source.meta.wartermark.WatermarkKind;
import org.apache.flink.cdc.connectors.base.source.reader.external.AbstractScanFetchTask;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads one chunk by COPY, in one transaction that says what it saw. The table is locked against being altered or truncated
 * first: TRUNCATE and rewriting forms of ALTER TABLE do not heed snapshots.
 */
final class ChunkReading extends AbstractScanFetchTask {

    private static final Logger LOG = LoggerFactory.getLogger(ChunkReading.class);

    /** The table is locked by the name that it just had, in the same round trip. */
    private static final String BEGIN = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY";

    /** Read in one statement, so that the LSN is read after the snapshot was taken. */
    private static final String MARK = """
            SELECT pg_current_snapshot()::text, pg_current_wal_insert_lsn() - '0/0',
                   (extract(epoch FROM transaction_timestamp()) * 1000000)::int8,
                   (SELECT confirmed_flush_lsn - '0/0' FROM pg_replication_slots WHERE slot_name = %s)""";

    private final TaskFile task;
    private final ReaderSessions sessions;
    private volatile boolean read;

    ChunkReading(TaskFile task, ReaderSessions sessions, SnapshotSplit split) {
        super(split);
        this.task = task;
        this.sessions = sessions;
    }

    @Override
    public void execute(Context context) throws Exception {
        HandOver handOver = (HandOver) context;
        taskRunning = true;
        try {
            ChunkBatch batch = read(handOver);
            read = true;
            sessions.rest();
            handOver.put(batch);
            handOver.put(WatermarkEvent.create(
                    Map.of(),
                    "",
                    snapshotSplit.splitId(),
                    WatermarkKind.END,
                    batch.mark().toOffset()));
        } catch (OutOfMemoryError e) {
            throw new IOException(
                    "reading a chunk of table %s took more memory than the TaskManager's heap has; give it more (taskmanager.memory.task.heap.size)"
                            .formatted(snapshotSplit.getTableId().table()),
                    e);
        } finally {
            taskRunning = false;
        }
    }

    private ChunkBatch read(HandOver handOver) throws SQLException, IOException {
        ReaderSessions.ChunkSession session = sessions.chunks();
        Connection connection = session.connection();
        Catalogue catalogue = session.catalogue();
        ServerIdentity server = sessions.identity();
        int oid = TableIds.oid(snapshotSplit.getTableId());
        try (Statement statement = connection.createStatement()) {
            connection.setAutoCommit(true);
            String named = catalogue.fromClause(oid);
            connection.setAutoCommit(false);
            statement.execute(named == null ? BEGIN : BEGIN + "; LOCK TABLE " + named + " IN ACCESS SHARE MODE");
            TableShape locked = named == null ? null : catalogue.shape(oid);
            ChunkBatch batch = read(connection, statement, server, locked, session.memory(), handOver);
            connection.commit();
            return batch;
        } catch (SQLException | IOException | RuntimeException e) {
            sessions.discard();
            throw e;
        }
    }

    private ChunkBatch read(
            Connection connection,
            Statement statement,
            ServerIdentity server,
            @Nullable TableShape shape,
            ChunkMemory memory,
            HandOver handOver)
            throws SQLException, IOException {
        ChunkMark mark;
        Transaction transaction;
        try (ResultSet row = statement.executeQuery(MARK.formatted(SqlNames.literal(task.slotName())))) {
            row.next();
            long slotLsn = row.getLong(4);
            if (row.wasNull()) {
                throw new RefusedException(RestoreGuard.slotMissing(task));
            }
            mark = new ChunkMark(server, slotLsn, row.getString(1), row.getLong(2));
            transaction = new Transaction(0, mark.endLsn(), row.getLong(3));
        }
        if (shape == null) {
            LOG.warn(
                    "Table {} was dropped or left the publication before it was read",
                    snapshotSplit.getTableId().table());
            return new ChunkBatch(null, new ChunkRows(0, 0, memory), transaction, mark);
        }
        return new ChunkBatch(shape.table(), copy(connection, shape, memory, handOver), transaction, mark);
    }

    private ChunkRows copy(Connection connection, TableShape shape, ChunkMemory memory, HandOver handOver)
            throws SQLException, IOException {
        ChunkRows rows = new ChunkRows(shape.table().columns().size(), ChunkRows.MEMORY_BYTES, memory);
        CopyOut copy = connection.unwrap(PGConnection.class).getCopyAPI().copyOut(copyStatement(shape));
        for (byte[] line = copy.readFromCopy(); line != null; line = copy.readFromCopy()) {
            rows.add(line);
            if (handOver.closed()) {
                rows.close();
                copy.cancelCopy();
                throw new SQLException("the reader was closed while it read a chunk");
            }
        }
        return rows;
    }

    private String copyStatement(TableShape shape) {
        ChunkRange range = ChunkRange.of(snapshotSplit);
        List<String> conditions = new ArrayList<>();
        if (range.keyColumn() != null) {
            String key = SqlNames.quote(range.keyColumn());
            if (range.from() != null) {
                conditions.add(key + " >= " + SqlNames.literal(range.from()));
            }
            if (range.to() != null) {
                conditions.add(key + " < " + SqlNames.literal(range.to()));
            }
        }
        if (shape.rowFilter() != null) {
            conditions.add("(" + shape.rowFilter() + ")");
        }
        return "COPY (SELECT %s FROM %s%s) TO STDOUT"
                .formatted(
                        shape.columnList(),
                        shape.fromClause(),
                        conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions));
    }

    @Override
    protected void executeBackfillTask(Context context, StreamSplit split) {
        throw new IllegalStateException("the stream needs no backfill of chunk " + split.splitId());
    }

    @Override
    protected void executeDataSnapshot(Context context) {
        throw new IllegalStateException("execute reads the chunk " + snapshotSplit.splitId());
    }

    /** The frame also closes what has read its chunk and has no next one at hand yet. */
    @Override
    public void close() {
        if (!read) {
            sessions.discard();
        }
    }
}
