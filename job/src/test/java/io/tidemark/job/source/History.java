package io.tidemark.job.source;

import static io.tidemark.job.source.SomeTables.ITEMS;
import static io.tidemark.job.source.SomeTables.NOTES;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toMap;

import io.tidemark.record.Operation;
import io.tidemark.record.Table;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * A history of two tables that were read in three chunks each while it went on.
 *
 * @param transactions the steps of each, in the order of commits
 * @param begun the number of each transaction in the order in which they began, which their ids follow
 * @param seen for each chunk of items, then of notes, which transactions its snapshot saw; empty if no chunk was read
 */
record History(List<List<HistoryStep>> transactions, List<Integer> begun, List<Set<Integer>> seen) {

    /** As many transactions as a history has at the most. */
    static final int MOST = 6;

    private static final long FIRST_XID = 700;
    private static final String[] BOUNDS = {"", "10", "20"};

    /** A message and the LSN that it comes with. */
    record Message(long lsn, ByteBuffer bytes) {}

    static int chunk(int key) {
        return key / 10;
    }

    /** Whether the snapshot of a chunk saw a transaction. */
    boolean seen(Table table, int chunk, int transaction) {
        return !seen.isEmpty() && snapshot(table, chunk).contains(transaction);
    }

    private Set<Integer> snapshot(Table table, int chunk) {
        return seen.get(table.equals(ITEMS) ? chunk : BOUNDS.length + chunk);
    }

    long xid(int transaction) {
        return FIRST_XID + begun.get(transaction);
    }

    static long commitLsn(int transaction) {
        return 1_000L * (transaction + 2);
    }

    static long endLsn(int transaction) {
        return commitLsn(transaction) + 50;
    }

    /** What the server sends to who begins at an LSN: all that committed there or after, each described before its first change. */
    List<Message> log(long startLsn) {
        List<Message> messages = new ArrayList<>();
        HistoryTables tables = new HistoryTables();
        for (int t = 0; t < transactions.size(); t++) {
            long commit = commitLsn(t);
            boolean sent = Long.compareUnsigned(commit, startLsn) >= 0;
            List<ByteBuffer> changes = new ArrayList<>();
            for (int s = 0; s < transactions.get(t).size(); s++) {
                transactions.get(t).get(s).write(tables, t + "." + s, sent ? changes : new ArrayList<>(), sent);
            }
            if (sent) {
                messages.add(new Message(commit, LogMessages.begin(commit, commit, xid(t))));
                // the changes lie before the commit, among those of the transactions before
                changes.forEach(change -> messages.add(new Message(commit - 1_500, change)));
                messages.add(new Message(endLsn(t), LogMessages.commit(commit, endLsn(t), commit)));
            }
        }
        return messages;
    }

    Fences fences(ReadingRules rules, Collection<Integer> unfenced) {
        Map<Integer, TableFence> tables =
                seen.isEmpty() ? Map.of() : Stream.of(ITEMS, NOTES).collect(toMap(Table::oid, this::fence));
        long end = seen.stream().mapToLong(History::end).max().orElse(0);
        return new Fences(rules, tables, unfenced, end);
    }

    private TableFence fence(Table table) {
        List<ChunkFence> chunks = IntStream.range(0, BOUNDS.length)
                .mapToObj(chunk -> new ChunkFence(
                        chunk == 0 ? null : BOUNDS[chunk],
                        visibility(snapshot(table, chunk)),
                        end(snapshot(table, chunk))))
                .toList();
        return new TableFence("id", chunks, (oid, key, type, bounds) -> new IntegerLocator(bounds));
    }

    private static long end(Set<Integer> snapshot) {
        return snapshot.stream().mapToLong(History::endLsn).max().orElse(0);
    }

    /** The text that the server gives for a snapshot that saw these transactions and no other. */
    private Visibility visibility(Set<Integer> snapshot) {
        Set<Long> ids = snapshot.stream()
                .map(this::xid)
                .collect(toMap(Function.identity(), id -> id))
                .keySet();
        long xmax = ids.stream().mapToLong(id -> id + 1).max().orElse(FIRST_XID);
        List<Long> running = LongStream.range(FIRST_XID, xmax)
                .filter(id -> !ids.contains(id))
                .boxed()
                .toList();
        long xmin = running.isEmpty() ? xmax : running.get(0);
        return Visibility.parse("%d:%d:%s"
                .formatted(xmin, xmax, running.stream().map(String::valueOf).collect(joining(","))));
    }

    /** What must be delivered, told without decoder, positions or fences: the lines of {@link LogReader}. */
    List<String> delivered() {
        List<String> lines = new ArrayList<>();
        HistoryTables tables = new HistoryTables();
        for (int t = 0; t < transactions.size(); t++) {
            int before = lines.size();
            tables.begin(t);
            for (int s = 0; s < transactions.get(t).size(); s++) {
                lines.addAll(transactions.get(t).get(s).delivered(this, tables, t + "." + s));
            }
            if (lines.size() > before) {
                lines.set(lines.size() - 1, lines.get(lines.size() - 1) + " last");
                lines.add(before, tables.boundary(Operation.BEGIN));
                lines.add(tables.boundary(Operation.COMMIT));
            }
        }
        return lines;
    }
}
