package io.tidemark.precheck;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PastedTest {

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "orders | \"orders\" | 'orders'",
                "a\"b'c\\d | \"a\"\"b'c\\d\" | E'a\"b''c\\\\d'",
                "`a\nb` | U&\"a\\000Ab\" | E'a\\u000Ab'",
                "`\u001b\"\\'` | U&\"\\001B\"\"\\\\'\" | E'\\u001B\"\\\\'''",
                "\u202ea | U&\"\\202Ea\" | E'\\u202Ea'", // turns what follows round
                "\ud83c\udf0a | \"\ud83c\udf0a\" | '\ud83c\udf0a'", // seen as it is
                "`\udb40\udc20x` | U&\"\\+0E0020x\" | E'\\U000E0020x'", // invisible
            })
    void standsOnOneLineAndIsTheSameName(String text, String name, String literal) {
        assertThat(Pasted.name(text)).isEqualTo(name);
        assertThat(Pasted.literal(text)).isEqualTo(literal);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {"a b | a b", "`a\r\n\tb` | a\\u000D\\u000A\\u0009b"})
    void whatActsOnATerminalIsShown(String text, String shown) {
        assertThat(Printable.text(text)).isEqualTo(shown);
    }
}
