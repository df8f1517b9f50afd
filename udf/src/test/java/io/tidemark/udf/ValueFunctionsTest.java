package io.tidemark.udf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValueFunctionsTest {

    private static final ValueFunctions FUNCTIONS = new ValueFunctions(1, 2, ZoneOffset.ofHours(8));

    @ParameterizedTest(name = "a value of type {0} changes from {1} to {2}")
    @CsvSource({
        "700, 1.2345, 1.2",
        "701, 1.2345, 1.23",
        "1184, 2024-01-01 10:00:00+00, 2024-01-01 18:00:00+08",
        "1266, 10:00:00+00, 18:00:00+08",
    })
    void knowsTheFunctionOfAType(int typeOid, String value, String expected) {
        assertThat(Applied.text(required(FUNCTIONS.of(typeOid)), value)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                23, // int4
                25, // text
                1700, // numeric: it is exact, so there is nothing to round
                1114, // timestamp: it has no zone
                1083 // time
            })
    void leavesOtherTypesAlone(int typeOid) {
        assertThat(FUNCTIONS.of(typeOid)).isNull();
    }

    @Test
    void takesDigitsOfAColumnsOwn() {
        assertThat(Applied.text(FUNCTIONS.of(700, 3), "1.2345")).isEqualTo("1.235");
        assertThat(Applied.text(FUNCTIONS.of(701, 3), "1.2345")).isEqualTo("1.235");
    }

    @Test
    void refusesDigitsForATypeThatHasNone() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FUNCTIONS.of(1700, 2))
                .withMessage(
                        "digits are for float4 (OID 700) and float8 (701), alone or within other types, but the type has OID 1700");
    }

    @Test
    void aFunctionOfValuesWithinValuesCanTravelToo() throws Exception {
        Nested time = new Nested.Scalar("2026-01-01 00:00:00+00");
        Nested times = new Nested.Array("", false, Arrays.asList(time, null), time);
        Nested.Range range = new Nested.Range(true, times, null, false, times);
        Nested ranges = new Nested.Multirange(List.of(range), times);
        Nested composite = new Nested.Composite(List.of(ranges), List.of(ranges));

        ValueFunction arrived = sent(composite.function(required(FUNCTIONS.of(1184))));

        assertThat(Applied.change(arrived, composite.print()))
                .isEqualTo(composite.map(text -> "2026-01-01 08:00:00+08").print());
    }

    @Test
    void refusesWrongSettingsAtOnce() {
        assertThatIllegalArgumentException().isThrownBy(() -> new ValueFunctions(39, 2, ZoneOffset.UTC));
        assertThatIllegalArgumentException().isThrownBy(() -> new ValueFunctions(1, 309, ZoneOffset.UTC));
        assertThatIllegalArgumentException().isThrownBy(() -> new ValueFunctions(1, 2, ZoneOffset.ofHours(18)));
    }

    @ParameterizedTest
    @CsvSource({"700, 1.2345", "701, 1.2345", "1184, 2024-07-01 10:00:00+00", "1266, 10:00:00+00"})
    void everyFunctionCanTravelToAnotherProcess(int typeOid, String value) throws Exception {
        ValueFunction function = required(new ValueFunctions(1, 2, ZoneId.of("Europe/Berlin")).of(typeOid));

        ValueFunction arrived = sent(function);

        assertThat(Applied.change(arrived, value)).isNotNull().isEqualTo(Applied.change(function, value));
    }

    private static ValueFunction required(@Nullable ValueFunction function) {
        return Objects.requireNonNull(function);
    }

    private static ValueFunction sent(ValueFunction function) throws IOException, ClassNotFoundException {
        ByteArrayOutputStream wire = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(wire)) {
            out.writeObject(function);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(wire.toByteArray()))) {
            return (ValueFunction) in.readObject();
        }
    }
}
