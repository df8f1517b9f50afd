package io.tidemark.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OperationTest {

    @ParameterizedTest
    @CsvSource({"READ, r", "INSERT, c", "UPDATE, u", "DELETE, d", "TRUNCATE, t", "BEGIN, b", "COMMIT, e"})
    void hasALetterOfItsOwn(Operation operation, char code) {
        assertThat(operation.code()).isEqualTo(code);
        assertThat(Operation.of(code)).isEqualTo(operation);
    }

    @Test
    void noOperationHasAnotherLetter() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Operation.of('m'))
                .withMessage("op is one of r, c, u, d, t, b, e, but was 'm'");
    }
}
