package io.tidemark.udf;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Whatever the types, the values and the depth: what stays is not touched, what changes is printed as PostgreSQL would. */
class NestedPropertiesTest {

    private static final ValueFunction STAYS = (bytes, offset, length) -> null;

    private static final ValueFunction COPIED =
            (bytes, offset, length) -> Arrays.copyOfRange(bytes, offset, offset + length);

    private static final ValueFunction REVERSED = (bytes, offset, length) ->
            reversed(new String(bytes, offset, length, UTF_8)).getBytes(UTF_8);

    @Property(tries = 10_000)
    void aValueWhoseScalarsStayIsNotCopied(@ForAll Random random) {
        Nested value = new RandomNested(random).value();

        assertThat(Applied.change(value.function(STAYS), value.print())).isNull();
    }

    @Property(tries = 10_000)
    void aValueThatIsTakenApartAndPrintedIsTheSame(@ForAll Random random) {
        Nested value = new RandomNested(random).value();

        assertThat(Applied.text(value.function(COPIED), value.print())).isEqualTo(value.print());
    }

    @Property(tries = 10_000)
    void scalarsChangeWhereverTheyStand(@ForAll Random random) {
        Nested value = new RandomNested(random).value();

        String changed = value.map(NestedPropertiesTest::reversed).print();

        assertThat(Applied.text(value.function(REVERSED), value.print())).isEqualTo(changed);
    }

    private static String reversed(String text) {
        return new StringBuilder(text)
                .reverse()
                .append(text.isEmpty() ? "" : "\"")
                .toString();
    }
}
