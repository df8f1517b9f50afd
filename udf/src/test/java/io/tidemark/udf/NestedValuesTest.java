package io.tidemark.udf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.ZoneOffset;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The forms of PostgreSQL's texts for values with values inside; {@link NestedPropertiesTest} has any content. */
class NestedValuesTest {

    private static final ValueFunction TENTHS = FloatRounding.forFloat8(1);
    private static final ValueFunction SHANGHAI = new ZoneShift(ZoneOffset.ofHours(8));

    @ParameterizedTest(name = "{0} becomes {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "{}                             | {}",
                "{1.25}                         | {1.3}",
                "{1.25,NULL,2.5,NaN,-Infinity}  | {1.3,NULL,2.5,NaN,-Infinity}",
                "{{1.25,2},{NULL,0.55}}         | {{1.3,2},{NULL,0.6}}",
                "{{{{{{1.25}}}}}}               | {{{{{{1.3}}}}}}",
                "[0:1]={1.25,1.35}              | [0:1]={1.3,1.4}",
                "[-1:-1][2:3]={{1.25,1.35}}     | [-1:-1][2:3]={{1.3,1.4}}",
            })
    void roundsWithinArrays(String array, String expected) {
        assertThat(Applied.text(new ArrayElements(TENTHS, ','), array)).isEqualTo(expected);
    }

    @Test
    void anArrayMayHaveAnotherDelimiter() {
        assertThat(Applied.text(new ArrayElements(TENTHS, ';'), "{1.25;2.25}")).isEqualTo("{1.3;2.3}");
    }

    @ParameterizedTest(name = "{0} becomes {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "empty         | empty",
                "(,)           | (,)",
                "[1.25,)       | [1.3,)",
                "(,1.25]       | (,1.3]",
                "[1.21,1.24)   | [1.2,1.2)", // each bound by itself: nobody is asked whether this is empty now
            })
    void roundsWithinRanges(String range, String expected) {
        assertThat(Applied.text(new RangeBounds(TENTHS), range)).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0} becomes {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "{}                    | {}",
                "{(,1.25)}             | {(,1.3)}",
                "{[1.25,2),[3.33,4.5]} | {[1.3,2),[3.3,4.5]}",
            })
    void roundsWithinMultiranges(String multirange, String expected) {
        assertThat(Applied.text(new MultirangeBounds(new RangeBounds(TENTHS)), multirange))
                .isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0} becomes {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "(1.25,1.25)                 | (1.25,1.3)",
                "(,)                         | (,)",
                "(\"a \"\"b\"\" \\\\\",1.25) | (\"a \"\"b\"\" \\\\\",1.3)",
                "(\"\",)                     | (\"\",)",
            })
    void roundsWithinCompositesWhereAFieldHasAFunction(String composite, String expected) {
        assertThat(Applied.text(new CompositeFields(Arrays.asList(null, TENTHS)), composite))
                .isEqualTo(expected);
    }

    @Test
    void aTimeInQuotesIsShiftedAndAnInfinityStaysWithout() {
        ValueFunction range = new RangeBounds(SHANGHAI);

        assertThat(Applied.text(range, "[\"2026-01-01 00:00:00+00\",infinity)"))
                .isEqualTo("[\"2026-01-01 08:00:00+08\",infinity)");
        assertThat(Applied.text(
                        new ArrayElements(range, ','), "{\"[\\\"2026-01-01 00:00:00+00\\\",infinity)\",empty,NULL}"))
                .isEqualTo("{\"[\\\"2026-01-01 08:00:00+08\\\",infinity)\",empty,NULL}");
    }

    @ParameterizedTest(name = "''{0}''")
    @ValueSource(
            strings = {
                "",
                "1.25",
                "{1.25",
                "{1.25}}",
                "{1.25} ",
                "{\"1.25",
                "{\"1.25\\",
                "[0:1",
                "{{{{{{{1.25}}}}}}}",
                "{1.25 ,1.5}"
            })
    void aTextThatIsNoArrayIsRefused(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Applied.text(new ArrayElements(TENTHS, ','), text))
                .withMessage("expected an array as PostgreSQL prints it, but the value is none");
    }

    @ParameterizedTest(name = "''{0}''")
    @ValueSource(strings = {"", "(1.25)", "(1.25,1.25,1.25)", "(1.25,1.25", "1.25,1.25"})
    void aCompositeOfAnotherNumberOfFieldsIsRefused(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Applied.text(new CompositeFields(Arrays.asList(TENTHS, null)), text))
                .withMessage("expected a composite value of 2 fields as PostgreSQL prints it, but the value is none");
    }

    @ParameterizedTest(name = "''{0}''")
    @ValueSource(strings = {"", "[1,2", "1,2", "[1]", "[1,2,3]"})
    void aTextThatIsNoRangeIsRefused(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Applied.text(new RangeBounds(TENTHS), text))
                .withMessage("expected a range as PostgreSQL prints it, but the value is none");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Applied.text(new MultirangeBounds(new RangeBounds(TENTHS)), "{" + text))
                .withMessage("expected a multirange as PostgreSQL prints it, but the value is none");
    }

    @Test
    void aScalarThatIsNoneIsRefusedByItsOwnFunction() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Applied.text(new ArrayElements(SHANGHAI, ','), "{yesterday}"))
                .withMessageStartingWith("expected a time with a zone");
    }
}
