package io.tidemark.bench.workload;

import java.util.List;

/** The workloads by the words of the command line. */
public enum Workloads {
    /** 5 columns. */
    NARROW {
        @Override
        public Workload of(int rows) {
            return narrow("narrow", rows, TRANSACTION);
        }
    },
    /** 40 columns of mixed types, floats and times with a zone among them, which the task rounds and shifts. */
    WIDE {
        @Override
        public Workload of(int rows) {
            return new OneTable(
                    "wide",
                    "40 columns of mixed types",
                    "wide",
                    Column.mixed(39),
                    whole(rows, TRANSACTION),
                    TRANSACTION,
                    "{ float-digits: 2, double-digits: 3, zone: \"+08:00\" }");
        }
    },
    /** Documents of about 2 kB; a fifth of the rows. */
    JSONB {
        @Override
        public Workload of(int rows) {
            return new OneTable(
                    "jsonb",
                    "a jsonb of about 2 kB",
                    "documents",
                    Column.document(),
                    whole(rows / 5, TRANSACTION),
                    TRANSACTION,
                    "");
        }
    },
    /** Small transactions, as pgbench makes them. */
    TPCB {
        @Override
        public Workload of(int rows) {
            int accounts = whole(rows, Bank.ACCOUNTS_PER_BRANCH);
            return new Bank(accounts, whole(rows, TRANSACTION) / Bank.CHANGES_PER_TRANSACTION);
        }
    },
    /** All changes in one transaction. */
    HUGE {
        @Override
        public Workload of(int rows) {
            return narrow("huge", whole(rows, TRANSACTION), whole(rows, TRANSACTION));
        }
    },
    /** 500 tables. */
    TABLES {
        @Override
        public Workload of(int rows) {
            return new ManyTables(MANY, whole(rows, MANY * 100));
        }
    };

    private static final int TRANSACTION = 1_000;
    private static final int MANY = 500;

    /**
     * The workload of about so many rows.
     *
     * @param rows rounded up to what it can have
     */
    public abstract Workload of(int rows);

    /** The word for it. */
    public String word() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    private static Workload narrow(String name, int rows, int changesPerTransaction) {
        return new OneTable(
                name, "5 columns", "narrow", Column.narrow(), whole(rows, TRANSACTION), changesPerTransaction, "");
    }

    private static int whole(int rows, int unit) {
        return Math.max(1, (rows + unit - 1) / unit) * unit;
    }

    /** Every word. */
    public static List<String> words() {
        return List.of(values()).stream().map(Workloads::word).toList();
    }
}
