package io.tidemark.bench;

import java.util.stream.Stream;
import org.postgresql.replication.LogSequenceNumber;

/** Somebody who reads a database's rows, then its log, from when it is started to when it is closed. */
interface Contestant extends AutoCloseable {

    /** What arrives where it was told to bring it. */
    Arrivals arrivals();

    /** Its processes. */
    Stream<ProcessHandle> processes();

    /** Fails if it has failed. */
    void failIfItDid();

    /** The slot that it reads the log from. */
    String slot();

    /** Told before it goes on: where the log was before the last transaction that it will read. */
    default void lastTransactionIsAfter(LogSequenceNumber lsn) {}

    /** Fails if what it published is not what is in the source now. */
    void check(SourceDatabase source) throws Exception;

    /** Ends it; its slot is free soon after. */
    @Override
    void close();
}
