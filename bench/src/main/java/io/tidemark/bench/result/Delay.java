package io.tidemark.bench.result;

/**
 * How long changes took from their commit to a consumer, in milliseconds.
 *
 * @param atLeastOnce of a topic: whether it was written without transactions
 * @param intervalMillis between checkpoints
 * @param rowsPerSecond how many were committed, and arrived
 */
public record Delay(
        End end,
        boolean atLeastOnce,
        long intervalMillis,
        double rowsPerSecond,
        long changes,
        double median,
        double p99,
        double max) {

    public String label() {
        return end.label() + (atLeastOnce ? ", at least once" : "");
    }
}
