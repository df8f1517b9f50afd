package io.tidemark.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class QuotingPropertiesTest {

    @Property
    void aQuotedNameReadsAsItself(@ForAll("identifiers") String first, @ForAll("identifiers") String second) {
        String quoted = SqlNames.quote(first) + '.' + SqlNames.quote(second);

        assertThat(SqlNames.parse(quoted)).isEqualTo(List.of(first, second));
    }

    /** Nothing of an identifier is outside of its quotes: a lexer that knows nothing but quotes sees one token. */
    @Property
    void anIdentifierStaysWithinItsQuotes(@ForAll("identifiers") String identifier) {
        String quoted = SqlNames.quote(identifier);

        assertThat(quoted.substring(1, quoted.length() - 1).replace("\"\"", "")).doesNotContain("\"");
        assertThat(quoted).startsWith("\"").endsWith("\"");
    }

    /** Read both ways that a server may be set to: with a backslash that escapes, and with one that does not. */
    @Property
    void aTextStaysWithinItsQuotes(@ForAll("identifiers") String text) {
        String literal = SqlNames.literal(text).strip();
        boolean escaped = literal.startsWith("E");
        String inner = literal.substring(escaped ? 2 : 1, literal.length() - 1);

        assertThat(escaped).isEqualTo(text.contains("\\"));
        assertThat(inner.replace("\\\\", "").replace("''", "")).doesNotContain("'", "\\");
        assertThat((escaped ? inner.replace("\\\\", "\\") : inner).replace("''", "'"))
                .isEqualTo(text);
    }

    @Provide
    Arbitrary<String> identifiers() {
        Arbitrary<Character> awkward =
                Arbitraries.of('"', '\'', '\\', '.', ';', ' ', '\n', '%', '_', '$', '-', '{', 'ß');
        Arbitrary<Character> plain = Arbitraries.chars().range('A', 'z');
        Arbitrary<Character> wide = Arbitraries.chars().range('\u0400', '\uD7FF');
        return Arbitraries.oneOf(awkward, plain, wide)
                .list()
                .ofMinSize(1)
                .ofMaxSize(21)
                .map(QuotingPropertiesTest::join);
    }

    private static String join(List<Character> characters) {
        StringBuilder joined = new StringBuilder();
        characters.forEach(joined::append);
        return joined.toString();
    }
}
