package io.tidemark.job.source;

import io.tidemark.record.Column;
import io.tidemark.record.Row;
import io.tidemark.record.Table;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The fences of one table's chunks: drops the changes that a chunk's snapshot holds already. */
final class TableFence {

    /** Makes a locator for the chunk key, in a column of the given type, of a table that was cut at the given bounds. */
    interface Locators {
        KeyLocator locator(int tableOid, String keyColumn, int typeOid, List<String> bounds);
    }

    private final @Nullable String keyColumn;
    private final List<ChunkFence> chunks;
    private final Locators locators;
    private @Nullable Table located;
    private int keyIndex;
    private @Nullable KeyLocator locator;

    /**
     * @param keyColumn {@code null} for a table without a key, which is one chunk
     * @param chunks in the order of their bounds
     */
    TableFence(@Nullable String keyColumn, List<ChunkFence> chunks, Locators locators) {
        this.keyColumn = keyColumn;
        this.chunks = List.copyOf(chunks);
        this.locators = locators;
    }

    /** Whether the snapshot of the chunk that the row lies in holds what the transaction did. */
    boolean holds(ReadingRules rules, Table table, Row row, long xid, long changeLsn) {
        ChunkFence first = chunks.get(0);
        boolean verdict = holds(rules, first, xid, changeLsn);
        for (ChunkFence chunk : chunks) {
            if (holds(rules, chunk, xid, changeLsn) != verdict) {
                return holds(rules, chunks.get(chunkOf(table, row)), xid, changeLsn);
            }
        }
        return verdict; // all chunks agree, as they do but for what committed while the table was read
    }

    /** Whether every chunk's snapshot holds what the transaction did: of a TRUNCATE, which has no row. */
    boolean holdsEverywhere(ReadingRules rules, long xid, long changeLsn) {
        return chunks.stream().allMatch(chunk -> holds(rules, chunk, xid, changeLsn));
    }

    private static boolean holds(ReadingRules rules, ChunkFence chunk, long xid, long changeLsn) {
        return rules.snapshotHolds(chunk.snapshot(), chunk.endLsn(), xid, changeLsn);
    }

    private int chunkOf(Table table, Row row) {
        if (locator == null || !table.equals(located)) {
            String keyColumn = this.keyColumn;
            if (keyColumn == null) {
                throw new IllegalStateException("%s was read in %d chunks, but has no key that says in which a row was"
                        .formatted(table.label(), chunks.size()));
            }
            keyIndex = indexOf(table, keyColumn);
            List<String> bounds = chunks.stream()
                    .map(ChunkFence::from)
                    .filter(Objects::nonNull)
                    .toList();
            Column column = table.columns().get(keyIndex);
            locator = locators.locator(table.oid(), keyColumn, column.typeOid(), bounds);
            located = table;
        }
        return locator.locate(row, keyIndex);
    }

    private static int indexOf(Table table, String keyColumn) {
        for (int i = 0; i < table.columns().size(); i++) {
            if (table.columns().get(i).name().equals(keyColumn)) {
                return i;
            }
        }
        throw new IllegalStateException(
                ("column \"%s\" of %s, by which the table was read in chunks, was dropped or renamed before the stream"
                                + " had passed the snapshot; start the task anew with --fresh")
                        .formatted(keyColumn, table.label()));
    }
}
