package io.tidemark.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tidemark.record.ValueType.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;

class ValueTypeTest {

    private static final ValueType INT4 = ValueType.scalar(23);
    private static final ValueType INT4_ARRAY = new ValueType(Kind.ARRAY, 1007, ',', List.of(INT4));

    @Test
    void knowsWhatItHoldsAtAnyDepth() {
        ValueType composite = new ValueType(Kind.COMPOSITE, 16_400, ',', List.of(ValueType.scalar(25), INT4_ARRAY));

        assertThat(composite.holds(oid -> oid == 23)).isTrue();
        assertThat(composite.holds(oid -> oid == 1007)).isFalse(); // it is not a scalar
        assertThat(INT4.holds(oid -> oid == 23)).isTrue();
    }

    @Test
    void cantBeWrong() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ValueType(Kind.ARRAY, -1, ',', List.of(INT4, INT4)))
                .withMessage("type 4294967295 of kind ARRAY has 2 parts");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ValueType(Kind.SCALAR, 23, ',', List.of(INT4)))
                .withMessage("type 23 of kind SCALAR has 1 parts");
    }
}
