package io.tidemark.embedded.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Two samples as one line for people. */
final class ProgressLine {

    private ProgressLine() {}

    /**
     * Draws the line.
     *
     * @param size {@code null} when the source could not be asked
     */
    static String of(@Nullable SnapshotSize size, Sample before, Sample now) {
        if (now.knowsNothing()) {
            return "no figures from the job yet";
        }
        if (now.hasDoneNothing()) {
            return "the job is starting";
        }
        return String.join("  ", now.isStreaming() ? stream(before, now) : snapshot(size, before, now));
    }

    private static List<String> snapshot(@Nullable SnapshotSize size, Sample before, Sample now) {
        List<String> parts = new ArrayList<>(List.of("snapshot"));
        long rows = now.snapshotRows().orElse(0);
        double rate = rate(before.snapshotRows(), now.snapshotRows(), now.secondsSince(before));
        if (size != null) {
            String tables = size.tables() == 1 ? " table" : " tables";
            String done = now.tablesDone().isPresent() ? now.tablesDone().getAsInt() + "/" : "";
            parts.add(done + size.tables() + tables);
        }
        parts.add(count(rows) + " rows");
        if (size != null && size.rows() > 0) {
            // the estimate can be too low; the end is reached when the job says so
            parts.add(Math.min(99, 100 * rows / size.rows()) + " %");
        }
        parts.add(count(Math.round(rate)) + " rows/s");
        if (size != null && rate >= 1 && size.rows() > rows) {
            parts.add(clock(Math.round((size.rows() - rows) / rate)) + " left");
        }
        return parts;
    }

    private static List<String> stream(Sample before, Sample now) {
        List<String> parts = new ArrayList<>(List.of("stream"));
        double rate = rate(before.streamChanges(), now.streamChanges(), now.secondsSince(before));
        parts.add(count(Math.round(rate)) + " rows/s");
        List<String> behind = new ArrayList<>();
        now.behindMillis().ifPresent(millis -> behind.add(format("%.1f s", millis / 1e3)));
        now.walBytes().ifPresent(bytes -> behind.add(bytes(bytes) + " of WAL"));
        if (!behind.isEmpty()) {
            parts.add("behind " + String.join(", ", behind));
        }
        return parts;
    }

    /** A counter that went down was reset by a restart, and then counts from zero. */
    private static double rate(OptionalLong before, OptionalLong now, double seconds) {
        if (now.isEmpty() || seconds <= 0) {
            return 0;
        }
        long start = before.orElse(now.getAsLong());
        return (start > now.getAsLong() ? now.getAsLong() : now.getAsLong() - start) / seconds;
    }

    private static String count(long number) {
        return format("%,d", number);
    }

    private static String bytes(long bytes) {
        if (bytes < 10_000) {
            return count(bytes) + " B";
        }
        if (bytes < 10_000_000) {
            return count(bytes / 1_000) + " kB";
        }
        return count(bytes / 1_000_000) + " MB";
    }

    private static String clock(long seconds) {
        return seconds < 3_600
                ? format("%02d:%02d", seconds / 60, seconds % 60)
                : format("%d:%02d:%02d", seconds / 3_600, seconds / 60 % 60, seconds % 60);
    }

    private static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
