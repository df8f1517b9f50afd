package io.tidemark.bench.result;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * One measurement; all times in seconds.
 *
 * @param seconds from the first row read to the last one at its end
 * @param client CPU time of the processes that read and write
 * @param server CPU time of the source's processes
 * @param broker CPU time of the broker, or of the server that takes the rows; 0 where there is none
 * @param peakBytes the largest resident memory of the processes that read and write, together
 * @param start from the command to start to the first row read; 0 where it was not measured
 */
@JsonInclude(JsonInclude.Include.NON_DEFAULT)
public record Run(
        long rows, double seconds, double client, double server, double broker, long peakBytes, double start) {

    public Run {
        if (rows <= 0 || seconds <= 0) {
            throw new IllegalArgumentException("%d rows in %s seconds are no measurement".formatted(rows, seconds));
        }
    }

    public double rowsPerSecond() {
        return rows / seconds;
    }

    /** CPU seconds per million rows, of all processes. */
    public double processorSecondsPerMillionRows() {
        return (client + server + broker) * 1e6 / rows;
    }

    public Run withStart(double toFirstRow) {
        return new Run(rows, seconds, client, server, broker, peakBytes, toFirstRow);
    }
}
