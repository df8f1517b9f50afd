package io.tidemark.bench.workload;

import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;

/**
 * TPC-B as pgbench plays it: transactions that update an account, a teller and a branch, and insert what they did. The history
 * has a key, which pgbench's has not: some of the contenders read no table without one.
 *
 * @param accounts a multiple of {@link #ACCOUNTS_PER_BRANCH}
 * @param transactions so many, of 4 changes each
 */
record Bank(int accounts, int transactions) implements Workload {

    static final int ACCOUNTS_PER_BRANCH = 100_000;
    static final int CHANGES_PER_TRANSACTION = 4;
    private static final int TELLERS_PER_BRANCH = 10;

    Bank {
        if (accounts < ACCOUNTS_PER_BRANCH || accounts % ACCOUNTS_PER_BRANCH != 0) {
            throw new IllegalArgumentException(
                    "accounts must be a multiple of %d, but were %d".formatted(ACCOUNTS_PER_BRANCH, accounts));
        }
    }

    @Override
    public String name() {
        return "tpcb";
    }

    @Override
    public String describe() {
        return String.format(
                Locale.ROOT,
                "TPC-B, scale %d: %,d rows; then %,d changes, %d to a transaction: three updates and an insert",
                branches(),
                rows(),
                changes(),
                CHANGES_PER_TRANSACTION);
    }

    @Override
    public void create(Statement statement) throws SQLException {
        statement.execute("""
                CREATE TABLE pgbench_branches (bid int PRIMARY KEY, bbalance int, filler char(88));
                CREATE TABLE pgbench_tellers (tid int PRIMARY KEY, bid int, tbalance int, filler char(84));
                CREATE TABLE pgbench_accounts (aid int PRIMARY KEY, bid int, abalance int, filler char(84));
                CREATE TABLE pgbench_history (hid bigserial PRIMARY KEY, tid int, bid int, aid int, delta int, mtime timestamp);
                CREATE PROCEDURE change(first int, last int) LANGUAGE plpgsql AS $$
                DECLARE delta int; account int; teller int; branch int;
                BEGIN
                    FOR i IN first .. last LOOP
                        delta := i * 7919 %% 10001 - 5000;
                        account := 1 + (i::int8 * 104729 %% %1$d)::int;
                        teller := 1 + i * 31 %% %2$d;
                        branch := 1 + i %% %3$d;
                        UPDATE pgbench_accounts SET abalance = abalance + delta WHERE aid = account;
                        UPDATE pgbench_tellers SET tbalance = tbalance + delta WHERE tid = teller;
                        UPDATE pgbench_branches SET bbalance = bbalance + delta WHERE bid = branch;
                        INSERT INTO pgbench_history (tid, bid, aid, delta, mtime)
                            VALUES (teller, branch, account, delta, timestamp '2024-01-01' + i * interval '1 ms');
                        COMMIT;
                    END LOOP;
                END $$;
                INSERT INTO pgbench_branches SELECT i, 0 FROM generate_series(1, %3$d) AS i;
                INSERT INTO pgbench_tellers SELECT i, 1 + (i - 1) / %4$d, 0 FROM generate_series(1, %2$d) AS i;
                INSERT INTO pgbench_accounts SELECT i, 1 + (i - 1) / %5$d, 0, '' FROM generate_series(1, %1$d) AS i;
                """.formatted(accounts, tellers(), branches(), TELLERS_PER_BRANCH, ACCOUNTS_PER_BRANCH));
    }

    @Override
    public long rows() {
        return (long) accounts + tellers() + branches();
    }

    @Override
    public long changes() {
        return (long) transactions * CHANGES_PER_TRANSACTION;
    }

    @Override
    public void change(Statement statement, int from, int to) throws SQLException {
        statement.execute("CALL change(%d, %d)".formatted(from, to - 1));
    }

    private int branches() {
        return accounts / ACCOUNTS_PER_BRANCH;
    }

    private int tellers() {
        return branches() * TELLERS_PER_BRANCH;
    }
}
