package io.tidemark.bench;

import java.time.Duration;

/**
 * One measurement.
 *
 * @param client CPU time of the processes that read: the job's, or this one
 * @param server CPU time of PostgreSQL's processes
 */
record Run(long rows, Duration time, Duration client, Duration server) {

    Run {
        if (rows <= 0 || time.isNegative() || time.isZero()) {
            throw new IllegalArgumentException("%d rows in %s are no measurement".formatted(rows, time));
        }
    }

    double rowsPerSecond() {
        return rows / seconds(time);
    }

    double clientSecondsPerMillionRows() {
        return seconds(client) * 1e6 / rows;
    }

    double serverSecondsPerMillionRows() {
        return seconds(server) * 1e6 / rows;
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }
}
