package io.tidemark.job.source;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import io.tidemark.record.Lsn;
import io.tidemark.record.Position;
import io.tidemark.task.TaskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import org.apache.flink.cdc.connectors.base.source.meta.split.SourceSplitBase;
import org.apache.flink.cdc.connectors.base.source.meta.split.StreamSplit;
import org.apache.flink.cdc.connectors.base.source.reader.external.FetchTask;
import org.postgresql.PGConnection;
import org.postgresql.replication.LogSequenceNumber;
import org.postgresql.replication.PGReplicationStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the log through the slot, from the checkpoint's position on, until it is closed. */
final class LogReading implements FetchTask<SourceSplitBase> {

    private static final Logger LOG = LoggerFactory.getLogger(LogReading.class);

    private static final int BATCH_CHANGES = 512;
    private static final long BATCH_BYTES = 1 << 20;
    private static final long STATUS_MILLIS = 1_000;
    private static final long IDLE_MILLIS = 100;

    /** How long another session may hold the slot: a reader that died is noticed by the server within its own timeout. */
    private static final long SLOT_WAIT_MILLIS = 90_000;

    private static final String OBJECT_IN_USE = "55006";
    private static final String INTERNAL_ERROR = "XX000";

    private final TaskFile task;
    private final ReadingRules rules;
    private final ReaderSessions sessions;
    private final StreamSplit split;

    private volatile boolean running = true;
    private volatile long completedLsn;
    private long now = System.currentTimeMillis();
    private long statusMillis;
    private long advancedMillis;

    LogReading(TaskFile task, ReadingRules rules, ReaderSessions sessions, StreamSplit split) {
        this.task = task;
        this.rules = rules;
        this.sessions = sessions;
        this.split = split;
    }

    @Override
    public void execute(Context context) throws Exception {
        try (Connection ordinary = sessions.open();
                Connection replication = sessions.openReplication()) {
            ServerIdentity server = ReaderSessions.identity(replication);
            StreamPoint point = startingPoint(ordinary, server);
            try {
                new RestoreGuard(task).check(ordinary, server, point);
            } catch (RefusedException e) {
                throw e.endingTheJob();
            }
            read((HandOver) context, ordinary, replication, point);
        } catch (SQLException e) {
            throw isUndecodable(e) ? undecodable(e).endingTheJob() : e;
        } catch (OutOfMemoryError e) {
            throw new IOException(
                    "one change of the log took more memory than the TaskManager's heap has; give it more (taskmanager.memory.task.heap.size)",
                    e);
        } finally {
            running = false;
        }
    }

    /**
     * Whether the slot can't be decoded by anybody any more: PostgreSQL (seen with 17.11) may forget a transaction that changed
     * the catalogue while the slot was made. An internal error, so there is no code of its own, and no translation.
     */
    private static boolean isUndecodable(SQLException e) {
        return INTERNAL_ERROR.equals(e.getSQLState())
                && String.valueOf(e.getMessage()).contains("could not map file");
    }

    private RefusedException undecodable(SQLException e) {
        return new RefusedException(
                "the server can't decode the log from slot %s (%s): a TRUNCATE, or DDL, ran in the moment in which the slot was made, and the server has lost track of it. Start the task anew with --fresh, which makes the slot anew and reads all tables again, in a moment without DDL"
                        .formatted(task.slotName(), e.getMessage()));
    }

    /** The checkpoint's point or, where no table was there to be read, the slot's. */
    private StreamPoint startingPoint(Connection ordinary, ServerIdentity server) throws SQLException {
        StreamPoint point = StreamPoint.of(split.getStartingOffset());
        if (point != null) {
            return point;
        }
        SlotState slot = SlotState.of(ordinary, task.slotName());
        if (slot == null) {
            throw new RefusedException(RestoreGuard.slotMissing(task)).endingTheJob();
        }
        return new StreamPoint(server, slot.confirmedLsn(), Position.START, Set.of());
    }

    private void read(HandOver handOver, Connection ordinary, Connection replication, StreamPoint point)
            throws SQLException, InterruptedException {
        Fences fences = new FenceBuilder(rules, ordinary).build(split.getFinishedSnapshotSplitInfos(), point);
        ChangeAssembler assembler =
                new ChangeAssembler(rules, fences, point, task.sink().hasBoundaries());
        Catalogue catalogue = new Catalogue(ordinary, task.source().database(), task.publicationName());
        LogDecoder decoder = new LogDecoder(task.source().database(), catalogue, assembler);
        try (PGReplicationStream stream = start(replication, point)) {
            LOG.info("Reading the log of slot {}: {}", task.slotName(), point);
            while (running && !handOver.closed()) {
                ByteBuffer message = stream.readPending();
                if (message == null) {
                    idle(handOver, stream, assembler);
                } else {
                    assembler.receive(stream.getLastReceiveLSN().asLong(), now);
                    decoder.decode(message);
                    if (assembler.readyCount() >= BATCH_CHANGES || assembler.readyBytes() >= BATCH_BYTES) {
                        handOver(handOver, stream, assembler, false);
                    }
                }
            }
        }
    }

    private PGReplicationStream start(Connection replication, StreamPoint point)
            throws SQLException, InterruptedException {
        long deadline = System.nanoTime() + MILLISECONDS.toNanos(SLOT_WAIT_MILLIS);
        while (true) {
            try {
                return replication
                        .unwrap(PGConnection.class)
                        .getReplicationAPI()
                        .replicationStream()
                        .logical()
                        .withSlotName(task.slotName())
                        .withAutomaticFlush(rules.driverConfirms())
                        .withStartPosition(LogSequenceNumber.valueOf(point.startLsn()))
                        .withSlotOption("proto_version", "1")
                        .withSlotOption("publication_names", task.publicationName())
                        .withStatusInterval((int) STATUS_MILLIS, MILLISECONDS)
                        .start();
            } catch (SQLException e) {
                if (!OBJECT_IN_USE.equals(e.getSQLState()) || System.nanoTime() > deadline || !running) {
                    throw e;
                }
                LOG.warn("Waiting for slot {}: {}", task.slotName(), e.getMessage());
                SECONDS.sleep(1);
            }
        }
    }

    /** Nothing has arrived: hands over what there is, and now and then how far the log was read without a change for us. */
    private void idle(HandOver handOver, PGReplicationStream stream, ChangeAssembler assembler)
            throws SQLException, InterruptedException {
        now = System.currentTimeMillis();
        boolean further = now - advancedMillis >= IDLE_MILLIS
                && assembler.advance(stream.getLastReceiveLSN().asLong());
        if (further) {
            advancedMillis = now;
        }
        if (further || assembler.readyCount() > 0) {
            handOver(handOver, stream, assembler, true);
        } else {
            confirm(stream, assembler);
            MILLISECONDS.sleep(1);
        }
    }

    /** Waits for room as long as need be, and keeps the server informed meanwhile, or it would end the session. */
    private void handOver(HandOver handOver, PGReplicationStream stream, ChangeAssembler assembler, boolean caughtUp)
            throws SQLException, InterruptedException {
        long payload = assembler.readyBytes();
        LogBatch batch = new LogBatch(assembler.take(), payload, assembler.point(), caughtUp);
        while (handOver.full() && running && !handOver.closed()) {
            confirm(stream, assembler);
            MILLISECONDS.sleep(2);
        }
        if (running && !handOver.closed()) {
            handOver.put(batch);
        }
        now = System.currentTimeMillis();
        confirm(stream, assembler);
    }

    /** Confirms the slot up to what a completed checkpoint covers. */
    private void confirm(PGReplicationStream stream, ChangeAssembler assembler) throws SQLException {
        long time = System.currentTimeMillis();
        if (time - statusMillis < STATUS_MILLIS) {
            return;
        }
        statusMillis = time;
        long confirmable = rules.confirmable(completedLsn, assembler.startLsn());
        if (confirmable != 0) {
            LogSequenceNumber lsn = LogSequenceNumber.valueOf(confirmable);
            stream.setFlushedLSN(lsn);
            stream.setAppliedLSN(lsn);
        }
        stream.forceUpdateStatus();
    }

    /** A checkpoint that holds everything before the LSN is complete. */
    void completed(long lsn) {
        completedLsn = lsn;
        LOG.debug("Slot {} may be confirmed up to {}", task.slotName(), Lsn.format(lsn));
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public SourceSplitBase getSplit() {
        return split;
    }

    @Override
    public void close() {
        running = false;
    }
}
