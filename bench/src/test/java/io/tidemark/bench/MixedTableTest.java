package io.tidemark.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MixedTableTest {

    @Test
    void saysWhatIsMeasured() {
        assertThat(new MixedTable(1_000_000, 10).describe())
                .isEqualTo(
                        "1,000,000 rows of 10 columns; then 1,000,000 changes, half of them updates, half inserts, 1000 to a transaction"
                                + System.lineSeparator());
    }

    @ParameterizedTest
    @CsvSource({
        "0, 10, 'rows must be a multiple of 1000, but were 0'",
        "1500, 10, 'rows must be a multiple of 1000, but were 1500'",
        "1000, 1, 'columns must be 2 or more, but were 1'",
    })
    void refusesWhatWouldNotMakeWholeTransactions(int rows, int columns, String message) {
        assertThatThrownBy(() -> new MixedTable(rows, columns))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }
}
