package io.tidemark.udf;

import static io.tidemark.udf.RowSize.Verdict.BEYOND_RECORD;
import static io.tidemark.udf.RowSize.Verdict.OVERSIZED;
import static io.tidemark.udf.RowSize.Verdict.PASSES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RowSizeTest {

    @ParameterizedTest(name = "{0} bytes: {1}")
    @CsvSource({
        "0, PASSES",
        "16, PASSES", // a limit is the most that is allowed
        "17, OVERSIZED",
        "256, OVERSIZED",
        "257, BEYOND_RECORD",
        "9223372036854775807, BEYOND_RECORD",
    })
    void judgesARowByTheLimitThatItIsOver(long payload, RowSize.Verdict expected) {
        assertThat(new RowSize(16, 256).of(payload)).isEqualTo(expected);
    }

    @Test
    void theTwoLimitsMayBeOne() {
        RowSize size = new RowSize(16, 16);

        assertThat(size.of(16)).isEqualTo(PASSES);
        assertThat(size.of(17)).isEqualTo(BEYOND_RECORD).isNotEqualTo(OVERSIZED);
    }

    @ParameterizedTest
    @CsvSource({"0, 256", "-1, 256", "16, 15"})
    void refusesLimitsThatCannotBe(long rowLimit, long recordLimit) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RowSize(rowLimit, recordLimit))
                .withMessage(
                        "the row limit must be at least 1 and at most the record limit, but they are %d and %d",
                        rowLimit, recordLimit);
    }
}
