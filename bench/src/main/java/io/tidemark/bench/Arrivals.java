package io.tidemark.bench;

import java.time.Instant;

/** What has arrived where a contender was to bring it, since it was started. Looking costs the contenders next to nothing. */
interface Arrivals extends AutoCloseable {

    /**
     * Waits for a number of rows; that of those that came before is included.
     *
     * @param contender asked now and then: fails if there is nothing to wait for any more
     * @return when the last of them was there
     */
    Instant await(long rows, Runnable contender) throws Exception;

    /** When the first row was read, by the stamp on it. */
    Instant firstRead();

    @Override
    void close();
}
