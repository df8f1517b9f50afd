package io.tidemark.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LsnTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0/0",
        "26714560, 0/197A1C0",
        "4294967295, 0/FFFFFFFF", // the last of the first half ...
        "4294967296, 1/0", // ... whose digits are not padded
        "-1, FFFFFFFF/FFFFFFFF", // unsigned
    })
    void isWrittenAndReadAsPostgresqlDoes(long lsn, String text) {
        assertThat(Lsn.format(lsn)).isEqualTo(text);
        assertThat(Lsn.parse(text)).isEqualTo(lsn);
    }

    @ParameterizedTest
    @CsvSource({"1/a, 4294967306", "00000001/0000000A, 4294967306"})
    void isReadInSmallLettersAndWithZerosTooAsPostgresqlDoes(String text, long lsn) {
        assertThat(Lsn.parse(text)).isEqualTo(lsn);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "0/", "/0", "0", "0/G", "-1/0", "0/+1", "1/2/3", "123456789/0", "0/123456789"})
    void isRefusedInAnyOtherForm(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Lsn.parse(text))
                .withMessage("an LSN looks like '0/1A2B3C4D', but was '%s'", text);
    }
}
