package io.tidemark.job.source;

import static java.util.concurrent.TimeUnit.SECONDS;
import static java.util.stream.Collectors.toMap;

import io.debezium.relational.TableId;
import io.tidemark.task.TaskFile;
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

    private final TaskFile task;
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
     * @param rows of a chunk; {@code NOT_KNOWN} until it is asked for
     */
    private record Cut(
            TableId table,
            @Nullable String keyColumn,
            @Nullable String from,
            int number,
            int rows) {

        static final int NOT_KNOWN = 0;

        Cut withRows(int known) {
            return new Cut(table, keyColumn, from, number, known);
        }

        Cut next(String to) {
            return new Cut(table, keyColumn, to, number + 1, rows);
        }
    }

    ChunkCutter(TaskFile task, ReaderSessions sessions, ChunkPlanner planner, List<TableId> tables) {
        this.task = task;
        this.sessions = sessions;
        this.planner = planner;
        this.tables = new ArrayDeque<>(tables);
    }

    /** Goes on where a checkpoint stands. */
    static ChunkCutter restored(
            TaskFile task,
            ReaderSessions sessions,
            ChunkPlanner planner,
            List<TableId> remaining,
            ChunkSplitterState state) {
        ChunkCutter cutter = new ChunkCutter(task, sessions, planner, remaining);
        TableId table = state.getCurrentSplittingTableId();
        ChunkBound next = state.getNextChunkStart();
        Integer number = state.getNextChunkId();
        if (table != null && next != null && number != null) {
            Object[] bound = (Object[]) next.getValue();
            cutter.cut = new Cut(table, (String) bound[0], (String) bound[1], number, Cut.NOT_KNOWN);
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
    SnapshotSplit next() throws SQLException {
        if (!hasMore()) {
            return null; // without a session: readers ask for as long as the job runs
        }
        Connection connection = sessions.chunks();
        while (hasMore()) {
            Cut current = cut;
            TableId table = current == null ? tables.remove() : current.table();
            TableShape shape = shapes(connection).get(TableIds.oid(table));
            cut = null;
            if (shape != null) {
                return next(
                        connection,
                        shape,
                        current == null ? new Cut(table, shape.chunkKey(), null, 0, Cut.NOT_KNOWN) : current);
            }
            LOG.warn("Table {} was dropped or left the publication before all of it was read", table.table());
        }
        sessions.discard();
        return null;
    }

    /** Who reads a chunk looks at its table again, so these may be a little old; one look for each chunk would cost more than it. */
    private Map<Integer, TableShape> shapes(Connection connection) throws SQLException {
        if (shapes.isEmpty() || System.nanoTime() - shapesNanos > SHAPES_LAST_NANOS) {
            shapes = new Catalogue(connection, task.source().database(), task.publicationName())
                    .shapes().stream().collect(toMap(shape -> shape.table().oid(), Function.identity()));
            shapesNanos = System.nanoTime();
        }
        return shapes;
    }

    private SnapshotSplit next(Connection connection, TableShape shape, Cut current) throws SQLException {
        if (!Objects.equals(shape.chunkKey(), current.keyColumn())) {
            throw new RefusedException(
                    ("the key of %s was changed from column %s to %s while the table was read in chunks by the former."
                                    + " Start the task anew with --fresh, which reads all tables again")
                            .formatted(shape.table().label(), quoted(current.keyColumn()), quoted(shape.chunkKey())));
        }
        String to = bound(connection, shape, current);
        ChunkRange range = new ChunkRange(current.keyColumn(), current.from(), to);
        return new SnapshotSplit(
                current.table(), current.number(), KEY_TYPE, range.start(), range.end(), null, Map.of());
    }

    /** Where the chunk ends and the next one begins; a table without a key is one chunk, as nothing else tells two of its rows apart. */
    private @Nullable String bound(Connection connection, TableShape shape, Cut current) throws SQLException {
        String keyColumn = current.keyColumn();
        if (keyColumn == null) {
            return null;
        }
        Cut sized = current.rows() == Cut.NOT_KNOWN ? current.withRows(planner.chunkRows(connection, shape)) : current;
        String to = planner.nextBound(connection, shape, keyColumn, current.from(), sized.rows());
        cut = to == null ? null : sized.next(to);
        return to;
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
