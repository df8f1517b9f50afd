package io.tidemark.job.source;

import static io.tidemark.job.source.LogMessages.UNCHANGED;
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

import io.tidemark.record.Change;
import io.tidemark.record.Position;
import io.tidemark.record.Table;
import io.tidemark.record.Transaction;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ChangeAssemblerTest {

    private static final int I = ITEMS.oid();
    private static final int N = NOTES.oid();

    private final LogReader log = new LogReader();

    @Test
    void numbersChangesWithinTheirTransactionAndWithinTheirTable() {
        log.read(
                begin(0x64, 1, 700),
                relation(ITEMS, 'd'),
                insert(I, "1", "a", "x"),
                relation(NOTES, 'f'),
                insert(N, "1", "a", "x"),
                insert(I, "2", "a", "x"),
                delete(N, 'O', "1", "a", "x"),
                truncate(I, N),
                commit(0x64, 0x70, 1),
                begin(0x90, 2, 701),
                insert(N, "5", "a", "x"),
                insert(I, "6", "a", "x"),
                commit(0x90, 0x98, 2));

        assertThat(log.take())
                .containsExactly(
                        "0/64#1 items#1 c - -> [1,a,x]",
                        "0/64#2 notes#1 c - -> [1,a,x]",
                        "0/64#3 items#2 c - -> [2,a,x]",
                        "0/64#4 notes#2 d [1,a,x] -> -",
                        "0/64#5 items#3 t - -> -",
                        "0/64#6 notes#3 t - -> - last",
                        "0/90#1 notes#1 c - -> [5,a,x]",
                        "0/90#2 items#1 c - -> [6,a,x] last");
    }

    @Test
    void givesEachChangeItsTransactionAndTheTimeAtWhichItWasRead() {
        log.read(
                begin(0x64, 1_767_225_599_000_001L, 4_294_967_295L),
                relation(ITEMS, 'd'),
                insert(I, "1", "a", "x"),
                commit(0x64, 0x70, 1));

        Change change = log.assembler().take().get(0);

        assertThat(change.transaction()).isEqualTo(new Transaction(4_294_967_295L, 0x64, 1_767_225_599_000_001L));
        assertThat(change.readMillis()).isEqualTo(LogReader.NOW);
        assertThat(change.table()).isEqualTo(ITEMS);
    }

    @Test
    void aChangedKeyIsADeleteAndAnInsertEachWithItsOwnPosition() {
        log.read(
                begin(0x64, 1, 700),
                relation(ITEMS, 'd'),
                update(I, 'K', new @Nullable String[] {"1", null, null}, "2", "b", UNCHANGED),
                update(I, "2", "c", UNCHANGED),
                commit(0x64, 0x70, 1));

        assertThat(log.take())
                .containsExactly(
                        "0/64#1 items#1 d [1,~,~] -> -",
                        "0/64#2 items#2 c - -> [2,b,~]",
                        "0/64#3 items#3 u - -> [2,c,~] last");
    }

    @Test
    void underFullTheKeyDecidesWhetherAnUpdateIsOne() {
        log.read(
                begin(0x64, 1, 700),
                relation(NOTES, 'f'),
                update(N, 'O', new @Nullable String[] {"1", "a", null}, "1", "b", null),
                update(N, 'O', new @Nullable String[] {"1", "b", "long"}, "10", "b", UNCHANGED),
                commit(0x64, 0x70, 1));

        assertThat(log.take())
                .containsExactly(
                        "0/64#1 notes#1 u [1,a,null] -> [1,b,null]",
                        "0/64#2 notes#2 d [1,b,long] -> -",
                        "0/64#3 notes#3 c - -> [10,b,long] last");
    }

    @Test
    void countsOnWhenATableIsAlteredInTheMiddleOfATransaction() {
        Table wider = SomeTables.table("items", I, "id", "note", "doc", "more");
        log.read(
                begin(0x64, 1, 700),
                relation(ITEMS, 'd'),
                insert(I, "1", "a", "x"),
                relation(wider, 'd'),
                insert(I, "2", "a", "x", "y"),
                commit(0x64, 0x70, 1));

        assertThat(log.take()).containsExactly("0/64#1 items#1 c - -> [1,a,x]", "0/64#2 items#2 c - -> [2,a,x,y] last");
    }

    @Test
    void holdsTheLatestChangeBackUntilItIsKnownWhetherItIsTheLast() {
        log.read(begin(0x64, 1, 700), relation(ITEMS, 'd'), insert(I, "1", "a", "x"));
        assertThat(log.take()).isEmpty();
        assertThat(log.assembler().readyCount()).isZero();

        log.read(insert(I, "2", "b", "x"));
        assertThat(log.assembler().readyCount()).isEqualTo(1);
        assertThat(log.assembler().readyBytes()).isEqualTo(3);
        assertThat(log.take()).containsExactly("0/64#1 items#1 c - -> [1,a,x]");
        assertThat(log.assembler().readyBytes()).isZero();

        log.read(commit(0x64, 0x70, 1));
        assertThat(log.take()).containsExactly("0/64#2 items#2 c - -> [2,b,x] last");
    }

    @Test
    void thePointBeginsAtTheLastWholeTransactionAndKnowsTheLastChangeThatIsOut() {
        log.read(
                begin(0x64, 1, 700),
                relation(ITEMS, 'd'),
                insert(I, "1", "a", "x"),
                commit(0x64, 0x70, 1),
                begin(0x90, 2, 701),
                insert(I, "2", "a", "x"),
                insert(I, "3", "a", "x"));

        assertThat(log.assembler().point())
                .isEqualTo(new StreamPoint(LogReader.SERVER, 0x70, new Position(0x90, 1), Set.of()));
        assertThat(log.assembler().startLsn()).isEqualTo(0x70);
    }

    @Test
    void aTransactionWithoutAChangeForUsMovesThePoint() {
        log.read(begin(0x64, 1, 700), commit(0x64, 0x70, 1));

        assertThat(log.take()).isEmpty();
        assertThat(log.assembler().point())
                .isEqualTo(new StreamPoint(LogReader.SERVER, 0x70, Position.START, Set.of()));
    }

    @Test
    void betweenTransactionsThePointMovesAsFarAsTheServerHasSent() {
        log.read(begin(0x64, 1, 700), commit(0x64, 0x70, 1));

        assertThat(log.assembler().advance(0x6F)).isFalse();
        assertThat(log.assembler().advance(0x70)).isFalse();
        assertThat(log.assembler().startLsn()).isEqualTo(0x70);
        assertThat(log.assembler().advance(0x71)).isTrue();
        assertThat(log.assembler().startLsn()).isEqualTo(0x71);
        assertThat(log.assembler().advance(0xFFFF_FFFF_0000_0000L))
                .as("LSNs have no sign")
                .isTrue();
    }

    @Test
    void withinATransactionThePointStaysAtItsBeginning() {
        log.read(begin(0x64, 1, 700), relation(ITEMS, 'd'), insert(I, "1", "a", "x"));
        assertThat(log.assembler().advance(0x80)).isFalse();

        log.read(insert(I, "2", "a", "x"));
        assertThat(log.assembler().advance(0x80)).isFalse();
        assertThat(log.assembler().startLsn()).isZero();

        log.read(commit(0x64, 0x70, 1));
        assertThat(log.assembler().advance(0x80)).isTrue();
    }

    @Test
    void dropsWhatWasEmittedBeforeARestartByPositionThoughAllShareOneLsn() {
        StreamPoint resumed = new StreamPoint(LogReader.SERVER, 0x50, new Position(0x64, 2), Set.of());
        LogReader restarted = new LogReader(new ReadingRules(), LogReader.NO_FENCES, resumed, false);

        restarted.read(begin(0x64, 1, 700), relation(ITEMS, 'd'));
        for (String id : List.of("1", "2", "3", "4")) {
            restarted.read(0x60, insert(I, id, "a", "x"));
        }
        restarted.read(commit(0x64, 0x70, 1));

        assertThat(restarted.take())
                .containsExactly("0/64#3 items#3 c - -> [3,a,x]", "0/64#4 items#4 c - -> [4,a,x] last");
    }
}
