package io.tidemark.embedded.check;

import static io.tidemark.embedded.check.Story.BASKET;
import static io.tidemark.embedded.check.Story.FULL;
import static io.tidemark.embedded.check.Story.ITEMS;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.embedded.check.Lines.Line;
import io.tidemark.embedded.workload.Image;
import io.tidemark.embedded.workload.ShopTable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A faultless history passes, and each kind of fault makes its own counter rise and no other. */
class CheckerTest {

    private final Story story = new Story();

    @Test
    void aFaultlessHistoryPasses() {
        tellEverything();

        assertThat(story.verdict()).isEqualTo(new Verdict(34, 28, 5, 11, 0, 0, 0, 0, 0, List.of()));
    }

    @Test
    void aStreamWithoutASnapshotPasses() {
        story.transaction().insert(ITEMS, 1).update(ITEMS, 1).commit();
        story.transaction().delete(ITEMS, 1).commit();

        assertThat(story.verdict()).isEqualTo(new Verdict(3, 3, 0, 0, 0, 0, 0, 0, 0, List.of()));
    }

    @Test
    void aLostSnapshotRowIsLost() {
        tellEverything();

        Line row = remove(line('r', ITEMS, 2));

        assertThat(faults()).isEqualTo("lost 1");
        assertThat(row.op()).isEqualTo('r');
    }

    @Test
    void aLostInsertIsLost() {
        tellEverything();

        remove(line('c', ITEMS, 21));

        assertThat(faults()).isEqualTo("lost 1");
        assertThat(story.verdict().examples())
                .extracting(Example::text)
                .containsExactly(
                        "lost: public.items 21, v 23: committed by transaction 4294967816 as 'c', but did not arrive");
    }

    @Test
    void aLostUpdateInTheMiddleIsLost() {
        tellEverything();

        remove(line('u', FULL, 12));

        assertThat(faults()).isEqualTo("lost 1");
    }

    @Test
    void aLostDeleteIsLost() {
        tellEverything();

        remove(line('d', ITEMS, 3));

        assertThat(faults()).isEqualTo("lost 1");
    }

    @Test
    void aLostLastChangeIsLostAndItsMissingMarkIsNoFaultOfItsOwn() {
        tellEverything();

        Line last = remove(story.lines().get(story.lines().size() - 1));

        assertThat(last.last()).isTrue();
        assertThat(faults()).isEqualTo("lost 1");
    }

    @Test
    void aLostTransactionIsLost() {
        tellEverything();
        long lsn = line('c', ITEMS, 21).lsn();

        int before = story.lines().size();
        story.lines().removeIf(line -> line.op() != 'r' && line.lsn() == lsn);

        assertThat(faults()).isEqualTo("lost " + (before - story.lines().size()));
    }

    @Test
    void aRepeatedChangeIsRepeated() {
        tellEverything();

        for (Line line : List.copyOf(story.lines())) {
            Story copy = new Story();
            tellEverything(copy);
            int index = story.lines().indexOf(line);
            copy.lines().add(index + 1, copy.lines().get(index));

            assertThat(faults(copy.verdict())).as(line.text()).isEqualTo("repeated 1");
        }
    }

    @Test
    void aRepeatedTailIsRepeated() {
        tellEverything();
        List<Line> tail = List.copyOf(
                story.lines().subList(story.lines().size() - 6, story.lines().size()));

        story.lines().addAll(tail);

        assertThat(faults()).isEqualTo("repeated 6");
    }

    @Test
    void everyLostLineIsLostOnly() {
        tellEverything();

        for (int i = 0; i < story.lines().size(); i++) {
            Story copy = new Story();
            tellEverything(copy);
            Line line = copy.lines().remove(i);

            assertThat(faults(copy.verdict())).as(line.text()).matches("lost [1-9]");
        }
    }

    @Test
    void everyTwoChangesThatAreSwappedAreOutOfOrderOnly() {
        tellEverything();

        for (int i = 0; i + 1 < story.lines().size(); i++) {
            Story copy = new Story();
            tellEverything(copy);
            Collections.swap(copy.lines(), i, i + 1);
            boolean rows =
                    copy.lines().get(i).op() == 'r' && copy.lines().get(i + 1).op() == 'r';

            // rows of a snapshot have no order; a row may come after a change of another row
            assertThat(faults(copy.verdict()))
                    .as(copy.lines().get(i).text())
                    .matches(rows || copy.lines().get(i + 1).op() == 'r' ? "|out of order 1" : "out of order [1-9]");
        }
    }

    @Test
    void everyAlteredValueDiffersOnly() {
        tellEverything();

        for (int i = 0; i < story.lines().size(); i++) {
            Story copy = new Story();
            tellEverything(copy);
            Line line = copy.lines().get(i);
            if (line.after() == null) {
                continue;
            }
            copy.lines().set(i, line.withAfter("note", "altered"));

            assertThat(faults(copy.verdict())).as(line.text()).isEqualTo("differing 1");
        }
    }

    @Test
    void aNullInPlaceOfAValueDiffers() {
        tellEverything();
        Line line = line('c', ITEMS, 21);

        replace(line, line.withAfter("note", null));

        assertThat(faults()).isEqualTo("differing 1");
        assertThat(story.verdict().examples())
                .extracting(Example::text)
                .containsExactly(
                        "values that differ: public.items 21, v 23, at 1/800#3: after.note: not the committed value");
    }

    @Test
    void aColumnThatIsLeftOutDiffers() {
        tellEverything();
        Line line = line('c', ITEMS, 21);

        replace(line, line.withoutAfter("note"));

        assertThat(faults()).isEqualTo("differing 1");
    }

    @Test
    void aZeroThatLostItsSignDiffers() {
        story.transaction().insert(ITEMS, 1).update(ITEMS, 1).commit();
        Line line = line('u', ITEMS, 1);
        assertThat(line.after()).containsEntry("score", "-0");

        replace(line, line.withAfter("score", "0"));

        assertThat(faults()).isEqualTo("differing 1");
    }

    @Test
    void aNumberMayBeWrittenInAnotherNotation() {
        story.transaction().insert(ITEMS, 1).update(ITEMS, 1).commit();

        replace(line('c', ITEMS, 1), line('c', ITEMS, 1).withAfter("score", "100000000000000000000"));
        replace(line('u', ITEMS, 1), line('u', ITEMS, 1).withAfter("score", "-0.0"));

        assertThat(faults()).isEmpty();
    }

    @Test
    void aPlaceholderInAnUnchangedColumnDiffers() {
        tellEverything();
        Line line = line('u', ITEMS, 1);

        replace(line, line.withUnchanged().withAfter("doc", "__debezium_unavailable_value"));

        assertThat(faults()).isEqualTo("differing 1");
    }

    @Test
    void anUnchangedColumnFilledWithItsTrueValueIsRight() {
        tellEverything();
        Line line = line('u', ITEMS, 1);

        replace(line, line.withUnchanged().withAfter("doc", story.row(ITEMS, 1).get("doc")));

        assertThat(faults()).isEmpty();
    }

    @Test
    void aChangedColumnSaidToBeUnchangedDiffers() {
        tellEverything();
        Line line = line('u', ITEMS, 2);

        replace(line, line.withoutAfter("note").withUnchanged("note", "doc"));

        assertThat(faults()).isEqualTo("differing 1");
    }

    @Test
    void anUnchangedColumnInANewRowDiffers() {
        tellEverything();
        Line line = line('c', ITEMS, 21);

        replace(line, line.withoutAfter("doc").withUnchanged("doc"));

        assertThat(faults()).isEqualTo("differing 1");
    }

    @Test
    void aRowThatWasGivenAnotherKeyMayLeaveAColumnUnchanged() {
        story.transaction().insert(ITEMS, 1).commit();
        story.transaction().move(ITEMS, 1, 2).commit();
        Line line = line('c', ITEMS, 2);

        replace(line, line.withoutAfter("doc").withUnchanged("doc"));
        assertThat(faults()).isEmpty();

        replace(
                line('c', ITEMS, 2),
                line.withoutAfter("doc").withoutAfter("note").withUnchanged("doc", "note"));
        assertThat(faults()).isEqualTo("differing 1");
    }

    @Test
    void aWrongOldRowDiffers() {
        tellEverything();
        Line line = line('u', FULL, 12);

        replace(line, line.withBefore(line.after()));

        assertThat(faults()).isEqualTo("differing 1");
    }

    @Test
    void aMissingOldRowDiffersWhereTheIdentityIsFull() {
        tellEverything();

        replace(line('u', FULL, 12), line('u', FULL, 12).withBefore(null));

        assertThat(faults()).isEqualTo("differing 1");
    }

    @Test
    void anInsertThatCameAsAnUpdateDiffers() {
        tellEverything();

        replace(line('c', ITEMS, 21), line('c', ITEMS, 21).withOp('u'));

        assertThat(faults()).isEqualTo("differing 1");
    }

    @Test
    void aChangeThatWasRolledBackIsRepeatedAndCountedAsNeverCommitted() {
        tellEverything();
        Story other = new Story();
        tellEverything(other);
        other.transaction().insert(ITEMS, 99).commit();

        story.lines().add(other.lines().get(other.lines().size() - 1));

        assertThat(faults()).isEqualTo("repeated 1");
        assertThat(story.verdict().phantoms()).isEqualTo(1);
    }

    @Test
    void aDeleteThatWasRolledBackIsRepeated() {
        tellEverything();

        story.lines().add(line('d', ITEMS, 3).withXid(77).at(1L << 40, 1));

        assertThat(faults()).isEqualTo("repeated 1");
        assertThat(story.verdict().phantoms()).isEqualTo(1);
    }

    @Test
    void aSnapshotRowAndTheChangeThatItShowsAreRepeated() {
        story.transaction().insert(ITEMS, 1).commit();
        story.transaction().update(ITEMS, 1).commit();
        List<Line> stream = List.copyOf(story.lines());
        story.snapshot(ITEMS);
        story.transaction().update(ITEMS, 1).commit();

        story.lines().add(1, stream.get(1));

        assertThat(faults()).isEqualTo("repeated 1");
        assertThat(story.verdict().examples())
                .extracting(Example::text)
                .containsExactly("repeated: public.items 1, v 2, at 1/200#1: a row of the snapshot shows it already");
    }

    @Test
    void aChangeThatIsNeitherInTheSnapshotNorInTheStreamIsLost() {
        story.transaction().insert(ITEMS, 1).commit();
        story.snapshot(ITEMS);
        story.transaction().update(ITEMS, 1).commit();
        story.transaction().update(ITEMS, 1).commit();

        story.lines().remove(1);

        assertThat(faults()).isEqualTo("lost 1");
    }

    @Test
    void aLateSnapshotMayHideWhatCameAndWent() {
        story.transaction().insert(ITEMS, 1).commit();
        story.transaction().delete(ITEMS, 1).commit();
        story.snapshot(ITEMS);
        story.transaction().insert(ITEMS, 2).commit();

        assertThat(faults()).isEmpty();
        assertThat(story.verdict().inSnapshot()).isEqualTo(2);
    }

    @Test
    void whatBeganAfterTheStreamDidCannotBeInTheSnapshot() {
        story.transaction().insert(ITEMS, 1).commit();
        Checker checker = story.checker(CheckOptions.STRICT);
        story.transaction().insert(ITEMS, 2).commit();
        story.transaction().delete(ITEMS, 2).commit();

        assertThat(faults(checker.verdict(story.contents()))).isEqualTo("lost 2");
    }

    @Test
    void aMissingTruncateIsLost() {
        tellEverything();

        remove(line('t', BASKET, 0));

        assertThat(faults()).isEqualTo("lost 1");
    }

    @Test
    void aTruncateThatEveryPartOfTheSnapshotSawDoesNotComeAgain() {
        story.transaction().insert(BASKET, 1).commit();
        story.transaction().truncate(BASKET).insert(BASKET, 2).commit();
        story.snapshot(BASKET);
        story.transaction().update(BASKET, 2).commit();

        assertThat(faults()).isEmpty();
    }

    @Test
    void whatFollowsATruncateThatCameHasToComeEvenIfTheSnapshotShowsIt() {
        story.transaction().insert(BASKET, 1).commit();
        Line early = story.snapshotRow(BASKET, story.row(BASKET, 1));
        story.transaction().truncate(BASKET).commit();
        story.transaction().insert(BASKET, 2).commit();
        Line late = story.snapshotRow(BASKET, story.row(BASKET, 2));
        story.lines().remove(0);

        story.lines().addAll(0, List.of(early, late));
        assertThat(faults()).isEmpty();

        remove(line('c', BASKET, 2));
        assertThat(faults()).isEqualTo("lost 1");
    }

    @Test
    void aTransactionInTwoPiecesIsOutOfOrder() {
        story.transaction().insert(ITEMS, 1).insert(ITEMS, 2).commit();
        story.transaction().insert(ITEMS, 3).commit();

        story.lines().add(1, story.lines().remove(2));

        assertThat(faults()).startsWith("out of order");
    }

    @Test
    void positionsThatRiseDoNotHideAWrongOrder() {
        story.transaction().insert(ITEMS, 1).commit();
        story.transaction().update(ITEMS, 1).commit();
        Line insert = story.lines().get(0);
        Line update = story.lines().get(1);

        story.lines().set(0, update.at(insert.lsn(), 1));
        story.lines().set(1, insert.at(update.lsn(), 1));

        assertThat(faults()).isEqualTo("out of order 1");
    }

    @Test
    void aTransactionBeforeOneThatHadEndedBeforeItBeganIsOutOfOrder() {
        story.transaction().insert(ITEMS, 1).commit();
        story.transaction().insert(ITEMS, 2).commit();
        Line first = story.lines().get(0);
        Line second = story.lines().get(1);

        story.lines().set(0, second.at(first.lsn(), 1));
        story.lines().set(1, first.at(second.lsn(), 1));

        assertThat(faults()).isEqualTo("out of order 1");
    }

    @Test
    void aWrongOrderWithinATransactionIsOutOfOrder() {
        story.transaction().insert(ITEMS, 1).insert(ITEMS, 2).commit();
        Line first = story.lines().get(0);
        Line second = story.lines().get(1);

        story.lines().set(0, second.at(first.lsn(), 1).withLast(false));
        story.lines().set(1, first.at(first.lsn(), 2).withLast(true));

        assertThat(faults()).isEqualTo("out of order 1");
    }

    @Test
    void aMissingMarkOfTheLastChangeIsOutOfOrder() {
        tellEverything();
        Line last = story.lines().get(story.lines().size() - 1);

        replace(last, last.withLast(false));

        assertThat(faults()).isEqualTo("out of order 1");
    }

    @Test
    void aMarkBeforeTheLastChangeIsOutOfOrder() {
        story.transaction().insert(ITEMS, 1).insert(ITEMS, 2).commit();

        story.lines().set(0, story.lines().get(0).withLast(true));

        assertThat(faults()).isEqualTo("out of order 1");
    }

    @Test
    void aSnapshotThatBeginsAnewPassesOnlyIfItIsExpected() {
        tellEverything();
        List<Line> again = new ArrayList<>();
        for (ShopTable table : Story.TABLES) {
            for (String key : story.contents().getOrDefault(table, Map.of()).keySet()) {
                again.add(story.snapshotRow(table, story.row(table, Long.parseLong(key))));
            }
        }

        story.lines().addAll(again);
        story.forgetWhenTheStreamBegan();
        story.transaction().update(ITEMS, 1).commit();

        assertThat(faults()).startsWith("repeated");
        assertThat(faults(story.verdict(CheckOptions.STRICT.withNewSnapshots())))
                .isEmpty();
    }

    @Test
    void aHoleBeforeASnapshotThatBeginsAnewIsLost() {
        tellEverything();
        remove(line('u', FULL, 12));
        story.lines().add(story.snapshotRow(ITEMS, story.row(ITEMS, 1)));

        assertThat(story.verdict(CheckOptions.STRICT.withNewSnapshots()).examples())
                .filteredOn(example -> example.key().equals("12"))
                .extracting(Example::fault)
                .contains(Fault.LOST);
    }

    @Test
    void tablesThatEndOtherwiseThanWhatArrivedDiffer() {
        tellEverything();
        Map<ShopTable, Map<String, Image>> contents = story.contents();
        Map<String, Image> items = new TreeMap<>(contents.getOrDefault(ITEMS, Map.of()));
        items.remove("1");
        contents.put(ITEMS, items);

        assertThat(faults(story.checker(CheckOptions.STRICT).verdict(contents))).isEqualTo("differing 1");
    }

    @Test
    void aLineThatIsNoRecordDiffersAndItsTextIsNotTold() {
        tellEverything();
        Checker checker = story.checker(CheckOptions.STRICT);

        checker.line("secret value");

        Verdict verdict = checker.verdict(story.contents());
        assertThat(faults(verdict)).isEqualTo("differing 1");
        assertThat(verdict.table()).isEqualTo("""
                        committed                    34   11 of them are in the snapshot
                        delivered                    29   5 of them are rows of the snapshot
                        lost                          0
                        repeated                      0
                        out of order                  0
                        values that differ            1
                          values that differ: line 29: not JSON as it should be
                        """);
    }

    @Test
    void keepsAsManyExamplesOfAFaultAsItWasTold() {
        tellEverything();
        story.lines().clear();

        assertThat(story.verdict(new CheckOptions(false, 2)).examples()).hasSize(2);
    }

    @Test
    void isCaughtUpOnceEverythingHasCome() {
        story.transaction().insert(ITEMS, 1).commit();
        Checker checker = story.checker(CheckOptions.STRICT);
        assertThat(checker.caughtUp()).isTrue();

        story.transaction().update(ITEMS, 1).commit();
        assertThat(checker.caughtUp()).isFalse();

        checker.line(story.lines().get(1).text());
        assertThat(checker.caughtUp()).isTrue();
    }

    /** A snapshot of what was told first, then changes of every kind. */
    private void tellEverything() {
        tellEverything(story);
    }

    private static void tellEverything(Story story) {
        story.transaction().insert(ITEMS, 1).insert(ITEMS, 2).insert(ITEMS, 3).commit();
        story.transaction().insert(FULL, 11).insert(BASKET, 31).commit();
        story.transaction().update(ITEMS, 1).update(FULL, 11).update(FULL, 11).commit();
        story.transaction().insert(ITEMS, 4).update(ITEMS, 4).delete(ITEMS, 4).commit();
        story.snapshot(ITEMS, FULL, BASKET);
        story.transaction().update(ITEMS, 1).update(ITEMS, 2).update(ITEMS, 1).commit();
        story.transaction().insert(FULL, 12).update(FULL, 12).update(FULL, 12).commit();
        story.transaction().delete(ITEMS, 3).insert(ITEMS, 3).delete(ITEMS, 3).commit();
        story.transaction()
                .update(FULL, 11)
                .insert(BASKET, 32)
                .insert(ITEMS, 21)
                .update(ITEMS, 21)
                .commit();
        story.transaction().changeKey(ITEMS, 2, 22).changeKey(FULL, 11, 13).commit();
        story.transaction()
                .update(BASKET, 31)
                .truncate(BASKET)
                .insert(BASKET, 31)
                .commit();
        story.transaction().insert(ITEMS, 3).update(ITEMS, 1).update(FULL, 13).commit();
    }

    private String faults() {
        return faults(story.verdict());
    }

    /** What is not zero: {@code lost 1, repeated 2}; empty for a clean verdict. */
    private static String faults(Verdict verdict) {
        List<String> faults = new ArrayList<>();
        add(faults, "lost", verdict.lost());
        add(faults, "repeated", verdict.repeated());
        add(faults, "out of order", verdict.outOfOrder());
        add(faults, "differing", verdict.differing());
        assertThat(verdict.isClean()).isEqualTo(faults.isEmpty());
        return String.join(", ", faults);
    }

    private static void add(List<String> faults, String name, long count) {
        if (count > 0) {
            faults.add(name + " " + count);
        }
    }

    /** The first record of its kind; the row's id is not asked for where the change has no row. */
    private Line line(char op, ShopTable table, long id) {
        return story.lines().stream()
                .filter(line -> line.op() == op && line.table().equals(table))
                .filter(line -> op == 't' || Long.toString(id).equals(id(line)))
                .findFirst()
                .orElseThrow();
    }

    private static String id(Line line) {
        Map<String, ?> row = line.after() == null ? line.before() : line.after();
        return String.valueOf(row == null ? null : row.get("id"));
    }

    private Line remove(Line line) {
        assertThat(story.lines().remove(line)).isTrue();
        return line;
    }

    private void replace(Line line, Line other) {
        story.lines().set(story.lines().indexOf(line), other);
    }
}
