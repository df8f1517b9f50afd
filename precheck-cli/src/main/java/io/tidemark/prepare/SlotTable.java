package io.tidemark.prepare;

import io.tidemark.source.WalDisk;
import io.tidemark.terminal.Amounts;
import io.tidemark.terminal.SafeText;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Slots for people, a line each, from two looks at them. */
final class SlotTable {

    private static final String LINE = "%-24s %-12s %-22s %10s %12s  %s";

    private final WalDisk disk;
    private final PrintWriter out;

    SlotTable(WalDisk disk, PrintWriter out) {
        this.disk = disk;
        this.out = out;
    }

    /** @param between how long after the first look the second was */
    void print(List<SlotFigures> before, List<SlotFigures> now, Duration between) {
        Map<String, SlotFigures> first = SlotFigures.byName(before);
        out.println(LINE.formatted("TASK", "DATABASE", "READ BY", "HELD WAL", "GROWTH", "LIMIT"));
        for (SlotFigures slot : now) {
            SlotFigures then = first.get(slot.name());
            double growth = then == null ? 0 : (slot.heldBytes() - then.heldBytes()) * 1e9 / between.toNanos();
            out.println(LINE.formatted(
                    printable(slot.task()),
                    printable(slot.database()),
                    reader(slot),
                    slot.isLost() ? "-" : Amounts.bytes(slot.heldBytes()),
                    (growth < 0 ? "-" : "+") + Amounts.bytes((long) Math.abs(growth)) + "/s",
                    limit(slot, growth)));
        }
        out.flush();
    }

    private static String printable(String name) {
        return SafeText.of(name);
    }

    private static String reader(SlotFigures slot) {
        if (slot.holder() != null) {
            return "process " + slot.holder();
        }
        return slot.idle().isEmpty() ? "nobody" : "nobody, " + slot.idle();
    }

    /** What is reached first, and when at this pace. */
    private String limit(SlotFigures slot, double growth) {
        if (slot.isLost()) {
            return "lost: the server removed WAL that it needed";
        }
        Long left = slot.leftBytes();
        Long free = disk.free();
        if (left == null && free == null) {
            return "the disk only: look on %s with df -h %s".formatted(disk.host(), disk.directory());
        }
        boolean byDisk = left == null || (free != null && free < left);
        long bytes = Objects.requireNonNull(byDisk ? free : left);
        String reached =
                "%s in %s of WAL".formatted(byDisk ? "disk full" : "max_slot_wal_keep_size", Amounts.bytes(bytes));
        return growth < 1 ? reached : reached + ", about " + Amounts.seconds((long) (bytes / growth));
    }
}
