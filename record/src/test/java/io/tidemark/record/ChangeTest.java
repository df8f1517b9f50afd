package io.tidemark.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChangeTest {

    private static final Row ROW = Row.of("42", "9.90", "1.5", "f", null, null);

    @ParameterizedTest
    @CsvSource({
        "READ, true, true, a before and an after",
        "READ, false, false, no before and no after",
        "INSERT, true, true, a before and an after",
        "INSERT, false, false, no before and no after",
        "UPDATE, true, false, a before and no after",
        "UPDATE, false, false, no before and no after",
        "DELETE, false, false, no before and no after",
        "DELETE, true, true, a before and an after",
        "TRUNCATE, true, false, a before and no after",
        "TRUNCATE, false, true, no before and an after",
    })
    void cannotHaveTheImagesOfAnotherOperation(Operation operation, boolean before, boolean after, String images) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Examples.stream(operation, 17, before ? ROW : null, after ? ROW : null))
                .withMessage("%s on public.orders at 0/197B000#17 has %s image", operation, images);
    }

    @Test
    void standsAtItsCommitAndItsOrdinal() {
        assertThat(Examples.stream(Operation.INSERT, 17, null, ROW).position()).isEqualTo(new Position(26_718_208, 17));
    }

    @Test
    void keepsAllElseWhenItGetsOtherImages() {
        Change change = Examples.stream(Operation.UPDATE, 17, ROW, ROW);
        Row other = Row.of("43", null, null, null, null, null);

        assertThat(change.withImages(null, other)).isEqualTo(Examples.stream(Operation.UPDATE, 17, null, other));
    }

    @Test
    void becomesTheLastOfItsTransaction() {
        Change change = Examples.stream(Operation.INSERT, 17, null, ROW);

        assertThat(change.last()).isFalse();
        assertThat(change.asLast().last()).isTrue();
        assertThat(change.asLast().withImages(null, ROW).last()).isTrue();
    }

    @Test
    void measuresBothImages() {
        assertThat(Examples.stream(Operation.UPDATE, 1, ROW, ROW).payload()).isEqualTo(2 * ROW.payload());
        assertThat(Examples.stream(Operation.TRUNCATE, 1, null, null).payload()).isZero();
    }

    @Test
    void printsNoValue() {
        assertThat(Examples.stream(Operation.INSERT, 1, null, ROW).toString()).doesNotContain("9.90");
    }

    @Test
    void belongsToATransactionWhoseIdDebeziumWouldWriteSo() {
        assertThat(new Transaction(765, -1, 0).id()).isEqualTo("765:18446744073709551615");
    }
}
