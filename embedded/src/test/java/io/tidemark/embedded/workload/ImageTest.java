package io.tidemark.embedded.workload;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ImageTest {

    private static final String LONG = "x".repeat(10_000);

    private final Image image = Image.of(Arrays.asList("1", null, "", LONG, Image.NOT_THERE));

    @Test
    void isTheSameByColumn() {
        Image same = Image.of(Arrays.asList("1", null, "", LONG, "5"));

        assertThat(image.sameValue(0, same)).isTrue();
        assertThat(image.sameValue(1, same)).isTrue();
        assertThat(image.sameValue(2, same)).isTrue();
        assertThat(image.sameValue(3, same)).isTrue();
    }

    @Test
    void tellsNullEmptyAndTheirTextsApart() {
        assertThat(image.sameValue(1, Image.of(Arrays.asList("1", "")))).isFalse();
        assertThat(image.sameValue(1, Image.of(Arrays.asList("1", "null")))).isFalse();
        assertThat(image.sameValue(2, Image.of(Arrays.asList("1", null, null)))).isFalse();
    }

    @Test
    void seesOneCharacterInALongText() {
        Image other = Image.of(Arrays.asList("1", null, "", LONG + "y", "5"));

        assertThat(image.sameValue(3, other)).isFalse();
    }

    @Test
    void aValueThatIsNotThereEqualsNothing() {
        assertThat(image.has(4)).isFalse();
        assertThat(image.sameValue(4, image)).isFalse();
        assertThat(image.sameValue(4, Image.of(Arrays.asList("1", null, "", LONG, "not there"))))
                .isFalse();
    }

    @Test
    void isCompletedByAnotherWhereAValueIsNotThere() {
        Image complete = image.completedBy(Image.of(Arrays.asList("9", "9", LONG, null, "5")));

        assertThat(complete)
                .hasToString(Image.of(Arrays.asList("1", null, "", LONG, "5")).toString());
    }
}
