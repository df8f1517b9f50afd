package io.tidemark.job.source;

import static io.tidemark.job.source.LogMessages.begin;
import static io.tidemark.job.source.LogMessages.commit;
import static io.tidemark.job.source.LogMessages.delete;
import static io.tidemark.job.source.LogMessages.insert;
import static io.tidemark.job.source.LogMessages.relation;
import static io.tidemark.job.source.LogMessages.truncate;
import static io.tidemark.job.source.LogMessages.update;
import static io.tidemark.job.source.SomeTables.ITEMS;
import static io.tidemark.job.source.SomeTables.NOTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.record.Column;
import io.tidemark.record.Position;
import io.tidemark.record.Row;
import io.tidemark.record.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Transaction 700 was seen by the chunks below key 10 and above key 20, transaction 701 by none, 699 by all. */
class FencesTest {

    private static final int I = ITEMS.oid();
    private static final int N = NOTES.oid();
    private static final long END = 0x1000;

    private static final List<ChunkFence> CHUNKS = List.of(
            new ChunkFence(null, Visibility.parse("701:701:"), END),
            new ChunkFence("10", Visibility.parse("700:701:700"), END),
            new ChunkFence("20", Visibility.parse("700:702:701"), END));

    private final List<String> asked = new ArrayList<>();

    @Test
    void dropsWhatTheChunkOfItsRowHoldsAndPassesOnWhatItDoesNot() {
        LogReader log = new LogReader(fences(Set.of()));

        log.read(
                begin(0x64, 1, 700),
                relation(ITEMS, 'd'),
                insert(I, "9", "a", "x"),
                insert(I, "10", "a", "x"),
                update(I, "19", "b", "x"),
                update(I, "20", "b", "x"),
                delete(I, 'K', "-1", null, null),
                delete(I, 'K', "15", null, null),
                commit(0x64, 0x70, 1));

        assertThat(log.take())
                .as("positions are those of the whole transaction")
                .containsExactly(
                        "0/64#2 items#2 c - -> [10,a,x]",
                        "0/64#3 items#3 u - -> [19,b,x]",
                        "0/64#6 items#6 d [15,~,~] -> - last");
    }

    @Test
    void theLastChangeDeliveredIsMarkedThoughLaterOnesAreDropped() {
        LogReader log = new LogReader(fences(Set.of()));

        log.read(
                begin(0x64, 1, 700),
                relation(ITEMS, 'd'),
                insert(I, "10", "a", "x"),
                insert(I, "1", "a", "x"),
                commit(0x64, 0x70, 1));

        assertThat(log.take()).containsExactly("0/64#1 items#1 c - -> [10,a,x] last");
    }

    @Test
    void aKeyThatMovesFromChunkToChunkIsHeldAgainstBoth() {
        LogReader log = new LogReader(fences(Set.of()));

        log.read(
                begin(0x64, 1, 700),
                relation(ITEMS, 'd'),
                update(I, 'K', new @Nullable String[] {"1", null, null}, "11", "a", "x"),
                update(I, 'K', new @Nullable String[] {"12", null, null}, "22", "a", "x"),
                update(I, 'K', new @Nullable String[] {"2", null, null}, "3", "a", "x"),
                update(I, 'K', new @Nullable String[] {"13", null, null}, "14", "a", "x"),
                commit(0x64, 0x70, 1));

        assertThat(log.take())
                .containsExactly(
                        "0/64#2 items#2 c - -> [11,a,x]",
                        "0/64#3 items#3 d [12,~,~] -> -",
                        "0/64#7 items#7 d [13,~,~] -> -",
                        "0/64#8 items#8 c - -> [14,a,x] last");
    }

    @Test
    void doesNotAskWhereARowLiesIfAllChunksAgree() {
        Fences fences = fences(Set.of());

        assertThat(fences.hides(ITEMS, Row.of("10", "a", "x"), 699, 1)).isTrue();
        assertThat(fences.hides(ITEMS, Row.of("10", "a", "x"), 701, 1)).isFalse();
        assertThat(asked).isEmpty();

        assertThat(fences.hides(ITEMS, Row.of("10", "a", "x"), 700, 1)).isFalse();
        assertThat(fences.hides(ITEMS, Row.of("20", "a", "x"), 700, 1)).isTrue();
        assertThat(asked).as("once for a shape").containsExactly("16400 id 23 [10, 20]");
    }

    @Test
    void findsTheKeyInATableThatWasAltered() {
        Fences fences = fences(Set.of());
        Table turned = new Table(
                "shop",
                "public",
                "items",
                I,
                List.of(new Column("note", 25, -1, false), new Column("id", 20, -1, true)));

        assertThat(fences.hides(ITEMS, Row.of("10", "0", "x"), 700, 1)).isFalse();
        assertThat(fences.hides(turned, Row.of("10", "0"), 700, 1)).isTrue();
        assertThat(fences.hides(turned, Row.of("0", "10"), 700, 1)).isFalse();
        assertThat(asked).containsExactly("16400 id 23 [10, 20]", "16400 id 20 [10, 20]");
    }

    @Test
    void refusesToGuessWhenTheKeyIsGone() {
        Table renamed = SomeTables.table("items", I, "number", "note");

        assertThatThrownBy(() -> fences(Set.of()).hides(renamed, Row.of("1", "a"), 700, 1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(
                        "column \"id\" of public.items, by which the table was read in chunks, was dropped or renamed"
                                + " before the stream had passed the snapshot; start the task anew with --fresh");
    }

    @Test
    void aTableThatWasNotReadHasNoFence() {
        Fences fences = fences(Set.of());

        assertThat(fences.hides(NOTES, Row.of("1", "a", "x"), 699, 1)).isFalse();
        assertThat(fences.hidesTruncate(NOTES, 699, 1)).isFalse();
        assertThat(fences.unfenced()).isEmpty();
    }

    @Test
    void allFencesEndWhereNoChunkCanHaveSeenMore() {
        Fences fences = fences(Set.of());

        fences.begin(END - 1);
        assertThat(fences.active()).isTrue();
        assertThat(fences.hides(ITEMS, Row.of("1", "a", "x"), 699, 1)).isTrue();

        fences.begin(END);
        assertThat(fences.active()).isFalse();
        assertThat(fences.hides(ITEMS, Row.of("1", "a", "x"), 699, 1)).isFalse();
    }

    @Test
    void aTruncateThatEveryChunkSawIsDroppedAndTheFencesStay() {
        Fences fences = fences(Set.of());

        assertThat(fences.hidesTruncate(ITEMS, 699, 1)).isTrue();

        assertThat(fences.unfenced()).isEmpty();
        assertThat(fences.hides(ITEMS, Row.of("1", "a", "x"), 700, 1)).isTrue();
    }

    @Test
    void aTruncateThatSomeChunkDidNotSeeIsPassedOnAndEndsTheTablesFences() {
        LogReader log = new LogReader(fences(Set.of()));

        log.read(
                begin(0x64, 1, 700),
                relation(ITEMS, 'd'),
                insert(I, "1", "before", "x"),
                truncate(I),
                insert(I, "1", "after", "x"),
                commit(0x64, 0x70, 1),
                begin(0x90, 1, 699),
                insert(I, "2", "after", "x"),
                commit(0x90, 0x98, 1));

        assertThat(log.take())
                .containsExactly(
                        "0/64#2 items#2 t - -> -",
                        "0/64#3 items#3 c - -> [1,after,x] last",
                        "0/90#1 items#1 c - -> [2,after,x] last");
        assertThat(log.assembler().point().unfenced()).containsExactly(I);
    }

    @Test
    void aTruncateThatIsHeldBackHasNotEndedTheFencesForACheckpointYet() {
        LogReader log = new LogReader(fences(Set.of()));

        log.read(begin(0x64, 1, 700), relation(ITEMS, 'd'), insert(I, "1", "before", "x"), truncate(I));
        assertThat(log.take()).isEmpty();
        assertThat(log.assembler().point().unfenced())
                .as("the insert would come again")
                .isEmpty();

        log.read(commit(0x64, 0x70, 1));
        assertThat(log.take()).containsExactly("0/64#2 items#2 t - -> - last");
        assertThat(log.assembler().point().unfenced()).containsExactly(I);
    }

    @Test
    void fencesThatATruncateEndedStayEndedAfterARestart() {
        StreamPoint point = new StreamPoint(LogReader.SERVER, 0x70, new Position(0x64, 3), Set.of(I));
        LogReader restarted = new LogReader(new ReadingRules(), fences(point.unfenced()), point, false);

        restarted.read(begin(0x90, 1, 699), relation(ITEMS, 'd'), insert(I, "2", "after", "x"), commit(0x90, 0x98, 1));

        assertThat(restarted.take()).containsExactly("0/90#1 items#1 c - -> [2,after,x] last");
        assertThat(restarted.assembler().point().unfenced()).containsExactly(I);
    }

    @Test
    void fencesOfOtherTablesStay() {
        Map<Integer, TableFence> tables = Map.of(I, tableFence(), N, tableFence());
        Fences fences = new Fences(new ReadingRules(), tables, Set.of(), END);

        assertThat(fences.hidesTruncate(ITEMS, 701, 1)).isFalse();

        assertThat(fences.unfenced()).containsExactly(I);
        assertThat(fences.hides(ITEMS, Row.of("1", "a", "x"), 699, 1)).isFalse();
        assertThat(fences.hides(NOTES, Row.of("1", "a", "x"), 699, 1)).isTrue();
    }

    private Fences fences(Set<Integer> unfenced) {
        return new Fences(new ReadingRules(), Map.of(I, tableFence()), unfenced, END);
    }

    private TableFence tableFence() {
        return new TableFence("id", CHUNKS, (oid, keyColumn, typeOid, bounds) -> {
            asked.add("%d %s %d %s".formatted(oid, keyColumn, typeOid, bounds));
            return new IntegerLocator(bounds);
        });
    }
}
