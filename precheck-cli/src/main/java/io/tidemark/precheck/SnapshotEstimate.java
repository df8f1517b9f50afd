package io.tidemark.precheck;

import io.tidemark.precheck.Finding.Failed;
import io.tidemark.precheck.Finding.Figure;
import io.tidemark.precheck.Finding.Passed;
import io.tidemark.precheck.Finding.Warning;
import io.tidemark.source.WalDisk;
import io.tidemark.terminal.Amounts;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the first reading of all tables will take, and what the log will grow by meanwhile.
 *
 * @param rate at which one reader was given the largest table, in bytes on disk a second; 0 if it was not measured
 * @param notMeasured why, if it was not
 * @param walRate bytes of WAL a second
 * @param walLimit bytes of WAL that the server keeps for a slot; {@code null} for no limit
 * @param disk of the WAL
 */
record SnapshotEstimate(
        List<TableSize> tables,
        double rate,
        @Nullable String notMeasured,
        double walRate,
        @Nullable Long walLimit,
        WalDisk disk) {

    private static final long MIB = 1 << 20;

    SnapshotEstimate {
        tables = List.copyOf(tables);
    }

    Finding finding() {
        Long limit = walLimit;
        Long free = disk.free();
        if (limit != null && 2 * walBytes() > limit) {
            String needed = "max_slot_wal_keep_size of more than twice the WAL that is written meanwhile";
            List<String> remedy = List.of(
                    "ALTER SYSTEM SET max_slot_wal_keep_size = '%dMB';".formatted(4 * walBytes() / MIB + 64),
                    "SELECT pg_reload_conf();");
            return walBytes() > limit
                    ? new Failed(seen(), needed, remedy, figures())
                    : new Warning(seen(), needed, remedy, figures());
        }
        if (free != null && walBytes() > free) {
            return new Failed(
                    seen(),
                    "room for the WAL that is written meanwhile, as the slot keeps it",
                    List.of("Free more than %s on the disk of %s, or task fewer tables at a time"
                            .formatted(Amounts.bytes(walBytes()), disk.directory())),
                    figures());
        }
        return new Passed(seen(), figures());
    }

    private String seen() {
        List<String> parts = new ArrayList<>();
        parts.add("%d %s of %s on disk and about %s rows"
                .formatted(
                        tables.size(),
                        tables.size() == 1 ? "table" : "tables",
                        Amounts.bytes(bytes()),
                        Amounts.count(rows())));
        if (neverAnalysed() > 0) {
            parts.add("%d never analysed, whose rows are not counted".formatted(neverAnalysed()));
        }
        if (notMeasured != null) {
            parts.add("how long they take was not measured: " + notMeasured);
        } else if (bytes() > 0) {
            parts.add("read in %s by one reader, at %s a second"
                    .formatted(Amounts.seconds(seconds()), Amounts.bytes((long) rate)));
            parts.add("meanwhile %s of WAL at %s a second, and %s"
                    .formatted(
                            Amounts.bytes(walBytes()),
                            Amounts.bytes((long) walRate),
                            walLimit == null
                                    ? "no limit on what a slot keeps"
                                    : "a slot keeps " + Amounts.bytes(walLimit)));
            parts.add(disk.words());
        }
        return String.join("; ", parts);
    }

    private List<Figure> figures() {
        List<Figure> figures = new ArrayList<>(List.of(
                new Figure("tables", tables.size()),
                new Figure("bytes", bytes()),
                new Figure("rows", rows()),
                new Figure("tables_never_analysed", neverAnalysed())));
        if (notMeasured == null) {
            figures.add(new Figure("bytes_per_second", (long) rate));
            figures.add(new Figure("seconds", seconds()));
            figures.add(new Figure("wal_bytes_per_second", (long) walRate));
            figures.add(new Figure("wal_bytes", walBytes()));
        }
        Long limit = walLimit;
        if (limit != null) {
            figures.add(new Figure("wal_limit_bytes", limit));
        }
        Long free = disk.free();
        if (free != null) {
            figures.add(new Figure("wal_disk_free_bytes", free));
        }
        return figures;
    }

    private long bytes() {
        return tables.stream().mapToLong(TableSize::bytes).sum();
    }

    private long rows() {
        return tables.stream().mapToLong(TableSize::rows).sum();
    }

    private long neverAnalysed() {
        return tables.stream().filter(table -> !table.analysed()).count();
    }

    private long seconds() {
        return rate == 0 ? 0 : (long) Math.ceil(bytes() / rate);
    }

    private long walBytes() {
        return (long) (walRate * seconds());
    }
}
