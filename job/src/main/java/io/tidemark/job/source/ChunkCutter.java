package io.tidemark.job.source;

import static java.util.concurrent.TimeUnit.SECONDS;
import static java.util.stream.Collectors.toMap;

import io.debezium.relational.TableId;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.apache.flink.cdc.connectors.base.source.assigner.state.ChunkSplitterState;
import org.apache.flink.cdc.connectors.base.source.assigner.state.ChunkSplitterState.ChunkBound;
import org.apache.flink.cdc.connectors.base.source.meta.split.SnapshotSplit;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.table.types.logical.VarCharType;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Cuts table after table into chunks, one chunk a call. */
final class ChunkCutter {

    private static final Logger LOG = LoggerFactory.getLogger(ChunkCutter.class);

    /** The frame wants a type of the key; bounds travel as text whatever it is. */
    private static final RowType KEY_TYPE = RowType.of(new LogicalType[] {new VarCharType()}, new String[] {"key"});

    private static final long SHAPES_LAST_NANOS = SECONDS.toNanos(10);

    private final ReaderSessions sessions;
    private final ChunkPlanner planner;
    private final Deque<TableId> tables;
    private @Nullable Cut cut;
    private Map<Integer, TableShape> shapes = Map.of();
    private long shapesNanos;

    /**
     * How far a table is cut.
     *
     * @param from where its next chunk begins
     * @param number of its next chunk, from 0
     * @param size of a chunk; {@code null} until it is asked for
     */
    private record Cut(
            TableId table,
            @Nullable String keyColumn,
            @Nullable String from,
            int number,
            ChunkPlanner.@Nullable Size size) {

        Cut next(String to, ChunkPlanner.Size known) {
            return new Cut(table, keyColumn, to, number + 1, known);
        }
    }

    /**
     * A chunk to be read.
     *
     * @param share as {@link ChunkPlanner.Size} has it
     */
    record Chunk(SnapshotSplit split, double share) {}

    ChunkCutter(ReaderSessions sessions, ChunkPlanner planner, List<TableId> tables) {
        this.sessions = sessions;
        this.planner = planner;
        this.tables = new ArrayDeque<>(tables);
    }

    /** Goes on where a checkpoint stands. */
    static ChunkCutter restored(
            ReaderSessions sessions, ChunkPlanner planner, List<TableId> remaining, ChunkSplitterState state) {
        ChunkCutter cutter = new ChunkCutter(sessions, planner, remaining);
        TableId table = state.getCurrentSplittingTableId();
        ChunkBound next = state.getNextChunkStart();
        Integer number = state.getNextChunkId();
        if (table != null && next != null && number != null) {
            Object[] bound = (Object[]) next.getValue();
            cutter.cut = new Cut(table, (String) bound[0], (String) bound[1], number, null);
        }
        return cutter;
    }

    /** Cuts these tables, too. */
    void add(List<TableId> more) {
        tables.addAll(more);
    }

    /** Whether chunks may still come. */
    boolean hasMore() {
        return cut != null || !tables.isEmpty();
    }

    /** The next chunk; {@code null} if there is none any more. */
    @Nullable
    Chunk next() throws SQLException {
        if (!hasMore()) {
            return null; // without a session: readers ask for as long as the job runs
        }
        ReaderSessions.ChunkSession session = sessions.chunks();
        while (hasMore()) {
            Cut current = cut;
            TableId table = current == null ? tables.remove() : current.table();
            TableShape shape = shapes(session.catalogue()).get(TableIds.oid(table));
            cut = null;
            if (shape != null) {
                return next(
                        session.connection(),
                        shape,
                        current == null ? new Cut(table, shape.chunkKey(), null, 0, null) : current);
            }
            LOG.warn("Table {} was dropped or left the publication before all of it was read", table.table());
        }
        sessions.discard();
        return null;
    }

    /** Who reads a chunk looks at its table again, so these may be a little old; one look for each chunk would cost more than it. */
    private Map<Integer, TableShape> shapes(Catalogue catalogue) throws SQLException {
        if (shapes.isEmpty() || System.nanoTime() - shapesNanos > SHAPES_LAST_NANOS) {
            shapes = catalogue.shapes().stream()
                    .collect(toMap(shape -> shape.table().oid(), Function.identity()));
            shapesNanos = System.nanoTime();
        }
        return shapes;
    }

    private Chunk next(Connection connection, TableShape shape, Cut current) throws SQLException {
        if (!Objects.equals(shape.chunkKey(), current.keyColumn())) {
            throw new RefusedException(
                    ("the key of %s was changed from column %s to %s while the table was read in chunks by the former."
                                    + " Start the task anew with --fresh, which reads all tables again")
                            .formatted(shape.table().label(), quoted(current.keyColumn()), quoted(shape.chunkKey())));
        }
        String keyColumn = current.keyColumn();
        if (keyColumn == null) {
            return chunk(current, null, 1); // nothing but a key tells two rows apart
        }
        ChunkPlanner.Size known = current.size();
        ChunkPlanner.Size size = known == null ? planner.size(connection, shape) : known;
        String to = planner.nextBound(connection, shape, keyColumn, current.from(), size.rows());
        cut = to == null ? null : current.next(to, size);
        return chunk(current, to, size.share());
    }

    private static Chunk chunk(Cut current, @Nullable String to, double share) {
        ChunkRange range = new ChunkRange(current.keyColumn(), current.from(), to);
        SnapshotSplit split = new SnapshotSplit(
                current.table(), current.number(), KEY_TYPE, range.start(), range.end(), null, Map.of());
        return new Chunk(split, share);
    }

    private static String quoted(@Nullable String column) {
        return column == null ? "none" : '"' + column + '"';
    }

    /** The tables that no chunk was cut of, for the checkpoint. */
    List<TableId> remaining() {
        return new ArrayList<>(tables);
    }

    /** The table that is being cut, for the checkpoint. */
    ChunkSplitterState state() {
        Cut current = cut;
        if (current == null) {
            return ChunkSplitterState.NO_SPLITTING_TABLE_STATE;
        }
        Object bound = new @Nullable Object[] {current.keyColumn(), current.from()};
        return new ChunkSplitterState(current.table(), ChunkBound.middleOf(bound), current.number());
    }

    void close() {
        sessions.discard();
    }
}
