package io.tidemark.bench.workload;

import java.sql.SQLException;
import java.sql.Statement;

/** Tables in a database of their own, and changes to them in transactions. Every table has a key of one whole number. */
public interface Workload {

    /** The word of the command line. */
    String name();

    /** One sentence for people. */
    String describe();

    /** Makes the tables with their rows. */
    void create(Statement statement) throws SQLException;

    /** How many rows there are before the first change. */
    long rows();

    /** How many transactions the changes are. */
    int transactions();

    /** How many changes all transactions together make; each makes as many as any other. */
    long changes();

    /** How many of the transactions, the first, only warm up who reads them: half, none if there is but one. */
    default int warmUpTransactions() {
        return transactions() / 2;
    }

    /** How many changes of {@link #changes()} warm up. */
    default long warmUpChanges() {
        return transactions() == 0 ? 0 : changes() / transactions() * warmUpTransactions();
    }

    /**
     * Makes and commits some of the transactions.
     *
     * @param from the first of them, from 0
     * @param to the first that is not made yet
     */
    void change(Statement statement, int from, int to) throws SQLException;

    /** What the task file says below {@code normalise}; empty to leave it out. */
    default String normalise() {
        return "";
    }
}
