package io.tidemark.embedded.workload;

/**
 * How much the workload does.
 *
 * @param seed what its random choices begin with
 * @param rows how many rows the main table begins with; the others begin with less
 * @param clients how many connections run short transactions
 * @param longClients how many connections hold their transactions open for 400 ms
 * @param changesPerSecond the rate that all clients together keep to, on average; 0 for no limit
 */
public record WorkloadOptions(
        long seed, int rows, int clients, int longClients, int changesPerSecond, Normalisation normalisation) {

    public WorkloadOptions {
        if (rows < 1 || clients < 0 || longClients < 0 || changesPerSecond < 0) {
            throw new IllegalArgumentException(
                    "a workload needs a row or more and no negative number of clients or changes, but was given %d rows, %d and %d clients, %d changes"
                            .formatted(rows, clients, longClients, changesPerSecond));
        }
    }

    /** 20,000 rows, 4 clients, a dozen that hold transactions open, 2,000 changes a second. */
    public static WorkloadOptions seeded(long seed) {
        return new WorkloadOptions(seed, 20_000, 4, 12, 2_000, Normalisation.DEFAULT);
    }

    public WorkloadOptions withRows(int newRows) {
        return new WorkloadOptions(seed, newRows, clients, longClients, changesPerSecond, normalisation);
    }

    public WorkloadOptions withClients(int newClients, int newLongClients) {
        return new WorkloadOptions(seed, rows, newClients, newLongClients, changesPerSecond, normalisation);
    }

    public WorkloadOptions withChangesPerSecond(int newRate) {
        return new WorkloadOptions(seed, rows, clients, longClients, newRate, normalisation);
    }
}
