package io.tidemark.bench.workload;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkloadsTest {

    @ParameterizedTest(name = "{0} of {1} rows")
    @CsvSource(delimiter = '|', textBlock = """
            NARROW | 1500   | 2,000 rows of 5 columns; then 2,000 changes, half updates, half inserts, 1,000 to a transaction
            WIDE   | 1000   | 1,000 rows of 40 columns of mixed types; then 1,000 changes, half updates, half inserts, 1,000 to a transaction
            JSONB  | 10000  | 2,000 rows of a jsonb of about 2 kB; then 2,000 changes, half updates, half inserts, 1,000 to a transaction
            TPCB   | 100000 | TPC-B, scale 1: 100,011 rows; then 100,000 changes, 4 to a transaction: three updates and an insert
            HUGE   | 3000   | 3,000 rows of 5 columns; then 3,000 changes, half updates, half inserts, 3,000 to a transaction
            TABLES | 1      | 50,000 rows of 5 columns in 500 tables; then 50,000 updates, 100 to a transaction, each transaction another table
            """)
    void saysWhatIsMeasured(Workloads workload, int rows, String description) {
        assertThat(workload.of(rows).describe()).isEqualTo(description);
    }

    @ParameterizedTest
    @CsvSource({"NARROW", "WIDE", "JSONB", "TPCB", "HUGE", "TABLES"})
    void madeUpOfWholeTransactions(Workloads kind) {
        Workload workload = kind.of(123_457);

        assertThat(workload.changes() % workload.transactions()).isZero();
        assertThat(workload.name()).isEqualTo(kind.word());
    }
}
