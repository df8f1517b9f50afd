package io.tidemark.record;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RowTest {

    private static final Row ROW = Row.of("a", null, "", "naïve");

    @Test
    void tellsNullFromEmptyAndFromUnchanged() {
        Row row = Examples.without(ROW, 3);

        assertThat(texts(row)).containsExactly("a", null, "", null);
        assertThat(IntStream.range(0, row.size()).mapToObj(row::isNull)).containsExactly(false, true, false, false);
        assertThat(IntStream.range(0, row.size()).mapToObj(row::isUnchanged))
                .containsExactly(false, false, false, true);
    }

    @Test
    void measuresTheBytesOfItsValuesAndNoOthers() {
        assertThat(ROW.payload()).isEqualTo(1 + 6);
        assertThat(Examples.without(ROW, 3).payload()).isEqualTo(1);
        assertThat(Row.of((String) null).payload()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "short", "as long", "longer than what was there before"})
    void replacesAValueOfAnyLengthAndLeavesTheRestAndItself(String value) {
        Row row = Row.of("first", "seven..", "last");

        Row replaced = row.with(1, value.getBytes(UTF_8));

        assertThat(texts(replaced)).containsExactly("first", value, "last");
        assertThat(texts(row)).containsExactly("first", "seven..", "last");
    }

    @Test
    void replacesSomeValuesAtOnceAndLeavesTheRestAndItself() {
        Row row = Row.of("first", "second", null, "fourth", "fifth");
        byte[][] values = {null, "2".getBytes(UTF_8), null, "much longer".getBytes(UTF_8), "5, longer".getBytes(UTF_8)};

        Row replaced = row.with(values);

        assertThat(texts(replaced)).containsExactly("first", "2", null, "much longer", "5, longer");
        assertThat(texts(row)).containsExactly("first", "second", null, "fourth", "fifth");
    }

    /** Rows of a chunk lie in one array, which is not copied for each of them. */
    @Test
    void replacesValuesWithoutCopyingWhatOtherRowsHaveInTheSameArray() {
        byte[] many = "beforefirstsecondbehind".getBytes(UTF_8);
        Row row = new Row(many, new int[] {0, Row.NULL, 6, 5, 3, 0, 11, 6, 0, Row.UNCHANGED});

        Row shorter = row.with(new byte[][] {null, "1st".getBytes(UTF_8), null, null, null});
        Row longer = row.with(
                new byte[][] {"x".getBytes(UTF_8), null, "y".getBytes(UTF_8), "the second".getBytes(UTF_8), null});

        assertThat(texts(shorter)).containsExactly(null, "1st", "", "second", null);
        assertThat(texts(longer)).containsExactly("x", "first", "y", "the second", null);
        assertThat(shorter.isUnchanged(4)).isTrue();
        assertThat(shorter.bytes()).hasSize(11);
        assertThat(longer.bytes()).hasSize(11 + 12);
    }

    @Test
    void aRowWithoutBytesMayBeGivenSome() {
        Row row = new Row("others".getBytes(UTF_8), new int[] {6, 0, 0, Row.NULL});

        assertThat(texts(row.with(new byte[][] {"a".getBytes(UTF_8), null}))).containsExactly("a", null);
        assertThat(texts(row.with(new byte[][] {null, null}))).containsExactly("", null);
    }

    @Test
    void aCutValueIsWholeAgainAlsoAfterAnotherWasReplaced() {
        Row cut = Row.of("1", "long text").cut(1, 4, "aa");

        Row replaced = cut.with(new byte[][] {"22".getBytes(UTF_8), null});

        assertThat(texts(replaced)).containsExactly("22", "long");
        assertThat(texts(replaced.whole())).containsExactly("22", "long text");
    }

    @Test
    void takesWhatItLacksFromTheOldRow() {
        byte[] message = "oldnew".getBytes(UTF_8);
        Row old = new Row(message, new int[] {0, 3, 0, Row.NULL, 0, 3});
        Row changed = new Row(message, new int[] {3, 3, 0, Row.UNCHANGED, 0, Row.UNCHANGED});

        assertThat(texts(changed.completedBy(old))).containsExactly("new", null, "old");
        assertThat(changed.completedBy(old).isNull(1)).isTrue();
    }

    private static @Nullable String[] texts(Row row) {
        return IntStream.range(0, row.size()).mapToObj(row::text).toArray(String[]::new);
    }

    @Test
    void canBeMadeWholeAgainAfterValuesWereCutAndMoved() {
        Row row = Row.of("1", "long text", "longer text", null);

        Row marked = row.cut(1, 4, "aa").moved(2, "values/b", "bb");

        assertThat(marked.text(1)).isEqualTo("long");
        assertThat(marked.mark(1)).isEqualTo(new Mark(9, "aa", null));
        assertThat(marked.text(2)).isNull();
        assertThat(marked.isMoved(2)).isTrue();
        assertThat(marked.mark(2)).isEqualTo(new Mark(11, "bb", "values/b"));
        assertThat(marked.mark(0)).isNull();
        assertThat(marked.payload()).isEqualTo(5);
        assertThat(marked.isWhole()).isFalse();
        assertThat(marked.bytes()).as("shared").isSameAs(row.bytes());
        assertThat(marked.whole().isWhole()).isTrue();
        assertThat(marked.whole().text(1)).isEqualTo("long text");
        assertThat(marked.whole().text(2)).isEqualTo("longer text");
        assertThat(marked.whole().isNull(3)).isTrue();
        assertThat(row.isWhole()).isTrue();
    }
}
