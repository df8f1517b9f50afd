package io.tidemark.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class GroupNameTest {

    @ParameterizedTest
    @MethodSource
    void takesLettersDigitsDotsUnderscoresAndDashes(String name) {
        assertThat(new GroupName(name)).hasToString(name);
    }

    static Stream<String> takesLettersDigitsDotsUnderscoresAndDashes() {
        return Stream.of("a", "-", "_x", "Billing-2.eu_west", "a..b", "a".repeat(128));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", ".hidden", "a/b", "../a", "a b", "a\n", "größe", "a\0"})
    void refusesWhatIsNoPlainFileName(String name) {
        assertThatThrownBy(() -> new GroupName(name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("must be 1 to 128 of A-Z, a-z, 0-9, '.', '_' and '-', and not begin with '.', but was '"
                        + name + "'");
    }

    @ParameterizedTest
    @ValueSource(ints = {129, 4000})
    void refusesWhatIsTooLong(int length) {
        assertThatThrownBy(() -> new GroupName("a".repeat(length))).isInstanceOf(IllegalArgumentException.class);
    }
}
