package io.tidemark.embedded.check;

import java.util.List;

/**
 * What the checker found.
 *
 * @param committed changes that were committed, the rows that the workload began with included
 * @param delivered records that arrived
 * @param snapshotRows those of them that are rows of a snapshot
 * @param inSnapshot committed changes that did not come by themselves because a snapshot shows what they left
 * @param phantoms those of {@code repeated} that were never committed
 * @param examples a few of each fault
 */
public record Verdict(
        long committed,
        long delivered,
        long snapshotRows,
        long inSnapshot,
        long lost,
        long repeated,
        long phantoms,
        long outOfOrder,
        long differing,
        List<Example> examples) {

    public Verdict {
        examples = List.copyOf(examples);
    }

    /** Whether the promises were kept. */
    public boolean isClean() {
        return lost == 0 && repeated == 0 && outOfOrder == 0 && differing == 0;
    }

    /** A short table for people, then the examples, a line each. */
    public String table() {
        StringBuilder text = new StringBuilder();
        line(text, "committed", committed, "%,d of them are in the snapshot".formatted(inSnapshot));
        line(text, "delivered", delivered, "%,d of them are rows of the snapshot".formatted(snapshotRows));
        line(text, Fault.LOST.title(), lost, "");
        line(
                text,
                Fault.REPEATED.title(),
                repeated,
                phantoms == 0 ? "" : "%,d were never committed".formatted(phantoms));
        line(text, Fault.OUT_OF_ORDER.title(), outOfOrder, "");
        line(text, Fault.DIFFERING.title(), differing, "");
        examples.forEach(example -> text.append("  ").append(example.text()).append('\n'));
        return text.toString();
    }

    private static void line(StringBuilder text, String title, long count, String remark) {
        text.append("%-18s %,12d   %s".formatted(title, count, remark).stripTrailing())
                .append('\n');
    }
}
