package io.tidemark.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SqlNamesTest {

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "orders,     \"orders\"", // also where it need not be
                "My Table,   \"My Table\"",
                "a\"b,       \"a\"\"b\"",
                "\"\",       \"\"\"\"\"\"",
                "a.b,        \"a.b\"",
                "x\";DROP,   \"x\"\";DROP\"",
                "表,          \"表\"",
            })
    void quotesAnIdentifier(String identifier, String quoted) {
        assertThat(SqlNames.quote(identifier)).isEqualTo(quoted);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "text,        'text'",
                "it's,        'it''s'",
                "100%,        '100%'",
                "a\\b,       ` E'a\\\\b'`", // safe under either standard_conforming_strings
                "\\'; --,    ` E'\\\\''; --'`",
            })
    void quotesAText(String text, String literal) {
        assertThat(SqlNames.literal(text)).isEqualTo(literal);
    }

    @Test
    void quotesTheEmptyTextButNotTheEmptyIdentifier() {
        assertThat(SqlNames.literal("")).isEqualTo("''");
        assertThatThrownBy(() -> SqlNames.quote(""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("an identifier must not be empty");
    }

    @Test
    void refusesWhatEndsATextForTheServer() {
        assertThatThrownBy(() -> SqlNames.quote("a\0b")).hasMessage("PostgreSQL has no U+0000 in a name or text");
        assertThatThrownBy(() -> SqlNames.literal("a\0b")).hasMessage("PostgreSQL has no U+0000 in a name or text");
    }

    static Stream<Arguments> names() {
        return Stream.of(
                arguments("orders", List.of("orders")),
                arguments("public.orders", List.of("public", "orders")),
                arguments("a.b.c", List.of("a", "b", "c")),
                arguments("_a$1.表", List.of("_a$1", "表")),
                arguments("\"My Schema\".\"a.b\"", List.of("My Schema", "a.b")),
                arguments("\"a\"\"b\".c", List.of("a\"b", "c")),
                arguments("\"\"\"\"", List.of("\"")));
    }

    @ParameterizedTest
    @MethodSource("names")
    void readsANameAsSqlDoes(String text, List<String> parts) {
        assertThat(SqlNames.parse(text)).isEqualTo(parts);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", ".", "a.", ".a", "a..b", "Orders", "a-b", "1a", "a b", "\"a", "a\"b\"", "\"a\"b", "\"\"", "a;b",
                "a.*"
            })
    void refusesWhatIsNoName(String text) {
        assertThatThrownBy(() -> SqlNames.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("must be a name ");
    }

    @Test
    void refusesANameThatTheServerWouldCutOff() {
        String tooLong = "表".repeat(21) + "x";

        assertThat(SqlNames.parse("表".repeat(21))).hasSize(1);
        assertThatThrownBy(() -> SqlNames.parse(tooLong))
                .hasMessage("must be a name of 1 to 63 bytes, but '" + tooLong + "' has 64");
    }
}
