package io.tidemark.bench.result;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class TableTest {

    @Test
    void showsRatesAndTheRatiosWithinEachRound() {
        String table = Table.of(Fixture.results().workloads().get("wide"));

        assertThat(table.lines().map(String::stripTrailing).collect(Collectors.joining("\n")))
                .isEqualTo("""
                rows/s                                                 min      median         max     CPU s/M         MiB   ratio (min .. max)
                COPY TO STDOUT, one session                        500,000     750,000   1,000,000        4.50         512
                Tidemark, to files, json                           125,000     312,500     500,000       15.00         512   0.38 (0.25 .. 0.50)
                Debezium's engine, to files, json                   12,500      18,750      25,000      180.00         512   0.03 (0.03 .. 0.03)
                bare drain of the slot                              50,000      75,000     100,000       45.00         512
                Tidemark, to files, json                            25,000      37,500      50,000       90.00         512   0.50 (0.50 .. 0.50)""");
    }
}
