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
