package io.tidemark.job.guard;

import static io.tidemark.job.SomeChanges.ORDERS;
import static io.tidemark.job.SomeChanges.change;
import static io.tidemark.job.SomeChanges.insert;
import static io.tidemark.job.SomeChanges.without;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.job.OneStage;
import io.tidemark.job.source.RefusedException;
import io.tidemark.record.Change;
import io.tidemark.record.Operation;
import io.tidemark.record.Row;
import io.tidemark.task.Guard;
import io.tidemark.task.Guard.Oversized;
import java.util.List;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.junit.jupiter.api.Test;

/** Rows of a key of two bytes and a note, with limits of 100 and 200 bytes. */
class GuardRowSizeTest {

    private static final Guard DEAD_LETTER = new Guard(100, 200, Oversized.DEAD_LETTER);
    private static final Guard FAIL = new Guard(100, 200, Oversized.FAIL);

    @Test
    void aRowOfExactlyTheLimitPasses() throws Exception {
        Change change = insert(ORDERS, row(98));

        assertThat(passed(DEAD_LETTER, change)).containsExactly(change);
        assertThat(deadLetters(DEAD_LETTER, change)).isEmpty();
        assertThat(passed(FAIL, change)).containsExactly(change);
    }

    @Test
    void aRowOfOneByteMoreGoesToTheDeadLettersWhole() throws Exception {
        Change change = insert(ORDERS, row(99));

        assertThat(passed(DEAD_LETTER, change)).isEmpty();
        assertThat(deadLetters(DEAD_LETTER, change))
                .containsExactly(new String(
                        DeadLetter.line(change, "note", "the row has 101 bytes, over guard.row-limit of 100 bytes"),
                        UTF_8));
    }

    @Test
    void aRecordOverItsLimitIsKeptWholeAsWellAndSaysSo() throws Exception {
        Change within = insert(ORDERS, row(198));
        Change beyond = insert(ORDERS, row(199));

        assertThat(deadLetters(DEAD_LETTER, within))
                .containsExactly(new String(
                        DeadLetter.line(within, "note", "the row has 200 bytes, over guard.row-limit of 100 bytes"),
                        UTF_8));
        assertThat(deadLetters(DEAD_LETTER, beyond))
                .containsExactly(new String(
                        DeadLetter.line(beyond, "note", "the row has 201 bytes, over guard.record-limit of 200 bytes"),
                        UTF_8));
    }

    @Test
    void theLettersLargestValuesAreInFiles() throws Exception {
        List<String> letters = deadLetters(DEAD_LETTER, insert(ORDERS, row(1 << 20)));

        assertThat(letters).hasSize(1);
        assertThat(letters.get(0))
                .hasSizeLessThan(1_000)
                .contains("\"size\":1048578,")
                .contains("\"after\":{\"id\":\"NDI=\",")
                .contains("\"claimed\":[{\"image\":\"after\",\"column\":\"note\",\"path\":\"values/")
                .contains("\"bytes\":1048576,\"sha256\":\"");
    }

    @Test
    void countsBothImagesAndNamesTheColumnThatHasMostOfThem() throws Exception {
        Change change = change(
                Operation.UPDATE,
                ORDERS,
                Row.of("42", null, "p".repeat(40), null, null, "n".repeat(30)),
                Row.of("42", null, "p".repeat(40), null, null, null));

        assertThat(deadLetters(DEAD_LETTER, change))
                .containsExactly(new String(
                        DeadLetter.line(change, "price", "the row has 114 bytes, over guard.row-limit of 100 bytes"),
                        UTF_8));
    }

    @Test
    void doesNotCountWhatIsNotInTheLog() throws Exception {
        Change change = change(Operation.UPDATE, ORDERS, null, without(row(99), 5));

        assertThat(passed(DEAD_LETTER, change)).containsExactly(change);
    }

    @Test
    void aTruncateHasNoSize() throws Exception {
        Change change = change(Operation.TRUNCATE, ORDERS, null, null);

        assertThat(passed(FAIL, change)).containsExactly(change);
    }

    @Test
    void byPolicyItEndsTheJobAndSaysWhichRowAndWhatCanBeDone() throws Exception {
        try (OneStage<Change> stage = stage(FAIL)) {
            assertThatThrownBy(() -> stage.process(insert(ORDERS, row(99))))
                    .isInstanceOf(SuppressRestartsException.class)
                    .cause()
                    .isInstanceOf(RefusedException.class)
                    .hasMessage(
                            "a change of public.orders at 0/1A2B3C4D#17: the row has 101 bytes, over guard.row-limit of"
                                    + " 100 bytes, most of them in column \"note\". Raise the limit, or set guard.oversized to"
                                    + " dead-letter");
            assertThatThrownBy(() -> stage.process(insert(ORDERS, row(199))))
                    .hasRootCauseMessage(
                            "a change of public.orders at 0/1A2B3C4D#17: the row has 201 bytes, over guard.record-limit of"
                                    + " 200 bytes, most of them in column \"note\". Raise the limit, or set guard.oversized to"
                                    + " dead-letter");
            assertThat(stage.deadLetters()).isEmpty();
        }
    }

    private static Row row(int noteBytes) {
        return Row.of("42", null, null, null, null, "n".repeat(noteBytes));
    }

    private static List<Change> passed(Guard guard, Change change) throws Exception {
        try (OneStage<Change> stage = stage(guard)) {
            return stage.process(change).results();
        }
    }

    private static List<String> deadLetters(Guard guard, Change change) throws Exception {
        try (OneStage<Change> stage = stage(guard)) {
            return stage.process(change).deadLetters();
        }
    }

    private static OneStage<Change> stage(Guard guard) throws Exception {
        return OneStage.ofChanges(new GuardRowSize(guard, new MemoryStore()));
    }
}
