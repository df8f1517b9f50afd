package io.tidemark.prepare;

import io.tidemark.terminal.SafeText;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Slots for people, a line each, from two looks at them. */
final class SlotTable {

    private static final String LINE = "%-24s %-12s %-16s %10s %12s  %s";

    private final PrintWriter out;

    SlotTable(PrintWriter out) {
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
                    slot.isLost() ? "-" : size(slot.heldBytes()),
                    (growth < 0 ? "-" : "+") + size((long) Math.abs(growth)) + "/s",
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
        Duration inactive = slot.inactiveFor();
        return inactive == null ? "nobody" : "nobody, " + shown(inactive);
    }

    private static String limit(SlotFigures slot, double growth) {
        if (slot.isLost()) {
            return "lost: the server removed WAL that it needed";
        }
        Long left = slot.leftBytes();
        if (left == null) {
            return "the disk only: max_slot_wal_keep_size = -1";
        }
        String reached = "max_slot_wal_keep_size in %s of WAL".formatted(size(left));
        return growth < 1 ? reached : reached + ", about " + shown(Duration.ofSeconds((long) (left / growth)));
    }

    static String shown(Duration duration) {
        long minutes = duration.toMinutes();
        if (minutes < 2) {
            return duration.toSeconds() + " s";
        }
        return minutes < 120 ? minutes + " min" : minutes < 2880 ? minutes / 60 + " h" : minutes / 1440 + " days";
    }

    /** As {@code pg_size_pretty} does, in steps of 1024. */
    static String size(@Nullable Long bytes) {
        double value = bytes == null ? 0 : bytes;
        for (String unit : List.of("B", "KiB", "MiB", "GiB")) {
            if (value < 1024) {
                return String.format(Locale.ROOT, value < 10 && !unit.equals("B") ? "%.1f %s" : "%.0f %s", value, unit);
            }
            value /= 1024;
        }
        return String.format(Locale.ROOT, value < 10 ? "%.1f TiB" : "%.0f TiB", value);
    }
}
