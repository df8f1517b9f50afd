package io.tidemark.job.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.job.source.History.Message;
import io.tidemark.job.source.HistoryStep.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Histories with and without a snapshot, read at one go, and by readers that crash and go on where a checkpoint stands. */
class RestartPropertiesTest {

    private static final ReadingRules RULES = new ReadingRules();

    /** What a life of the reader delivered up to its checkpoint, and where that stands. */
    private record Life(List<String> delivered, StreamPoint point) {}

    @Property
    void deliversWhatNoSnapshotHoldsAndNothingElse(@ForAll("histories") History history) {
        assertThat(uninterrupted(RULES, history)).isEqualTo(history.delivered());
    }

    @Property(tries = 300)
    void aRestartAtAnyMessageDeliversTheRestAndNothingTwice(@ForAll("histories") History history) {
        List<String> expected = history.delivered();
        for (int read = 0; read <= history.log(0).size(); read++) {
            assertThat(restarted(RULES, history, read))
                    .as("after %d messages", read)
                    .isEqualTo(expected);
        }
    }

    /** @param lives how many messages each life reads, and whether the server then says that it has nothing more to send */
    @Property
    void soDoManyRestarts(
            @ForAll("histories") History history, @ForAll @Size(max = 8) List<@IntRange(max = 12) Integer> lives) {
        List<String> delivered = new ArrayList<>();
        StreamPoint point = LogReader.BEGINNING;
        for (int reads : lives) {
            Life life = live(RULES, history, point, reads, reads % 2 == 0);
            delivered.addAll(life.delivered());
            point = life.point();
        }
        delivered.addAll(live(RULES, history, point, Integer.MAX_VALUE, true).delivered());

        assertThat(delivered).isEqualTo(history.delivered());
    }

    @Property
    void thePointNeverMovesBackAndNeverIntoATransaction(@ForAll("histories") History history) {
        LogReader reader = new LogReader(RULES, history.fences(RULES, Set.of()), LogReader.BEGINNING, true);
        StreamPoint earlier = reader.assembler().point();
        for (Message message : history.log(0)) {
            reader.read(message.lsn(), message.bytes());
            reader.take();
            StreamPoint later = reader.assembler().point();

            assertThat(later.startLsn()).isGreaterThanOrEqualTo(earlier.startLsn());
            assertThat(earlier.emitted().isAfter(later.emitted())).isFalse();
            assertThat(later.unfenced()).containsAll(earlier.unfenced());
            assertThat(later.startLsn() % 1_000).as("the end of a transaction").isIn(0L, 50L);
            earlier = later;
        }
    }

    @Test
    void findingThePlaceByLsnAloneIsNoticed() {
        History history = new History(
                List.of(List.of(insert(1), insert(2), insert(3)), List.of(insert(4))), List.of(0, 1), List.of());

        List<Integer> wrong = new ArrayList<>();
        for (int read = 0; read <= history.log(0).size(); read++) {
            if (!restarted(KnownBad.POSITION_BY_LSN.rules(), history, read).equals(history.delivered())) {
                wrong.add(read);
            }
        }

        assertThat(wrong).as("restarts within the transactions").containsExactly(3, 4, 5, 8);
    }

    @Test
    void aFenceByLsnIsNoticed() {
        List<Set<Integer>> seen = List.of(Set.of(1), Set.of(), Set.of(), Set.of(), Set.of(), Set.of());
        History history = new History(List.of(List.of(insert(1)), List.of(insert(2))), List.of(0, 1), seen);

        assertThat(uninterrupted(RULES, history))
                .containsExactly("0/7D0#0 b", "0/7D0#1 items#1 c - -> [1,0.0,long] last", "0/7D0#2 e");
        assertThat(uninterrupted(KnownBad.FENCE_BY_LSN.rules(), history)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void everyKindOfStepIsDeliveredOrHeldByTheModelToo(Kind kind) {
        HistoryStep step = new HistoryStep(kind, false, 1, 11, true);
        Set<Integer> all = Set.of(0);
        History open = new History(List.of(List.of(step)), List.of(0), List.of());
        History fenced = new History(List.of(List.of(step)), List.of(0), List.of(all, all, all, all, all, all));

        int lines =
                switch (kind) {
                    case INSERT, UPDATE, DELETE, TRUNCATE -> 1;
                    case MOVE, TRUNCATE_BOTH -> 2;
                    case ALTER -> 0;
                };

        assertThat(open.delivered()).hasSize(lines == 0 ? 0 : lines + 2);
        assertThat(fenced.delivered()).isEmpty();
    }

    private static HistoryStep insert(int key) {
        return new HistoryStep(Kind.INSERT, false, key, 0, false);
    }

    private static List<String> uninterrupted(ReadingRules rules, History history) {
        return live(rules, history, LogReader.BEGINNING, Integer.MAX_VALUE, false)
                .delivered();
    }

    private static List<String> restarted(ReadingRules rules, History history, int read) {
        Life first = live(rules, history, LogReader.BEGINNING, read, false);
        List<String> delivered = new ArrayList<>(first.delivered());
        delivered.addAll(
                live(rules, history, first.point(), Integer.MAX_VALUE, false).delivered());
        return delivered;
    }

    /** Reads from a point, as it comes out of a checkpoint, up to the next checkpoint. */
    private static Life live(ReadingRules rules, History history, StreamPoint from, int reads, boolean idle) {
        StreamPoint point = Objects.requireNonNull(StreamPoint.of(from.toOffset()));
        LogReader reader = new LogReader(rules, history.fences(rules, point.unfenced()), point, true);
        List<Message> log = history.log(point.startLsn());
        int read = Math.min(reads, log.size());
        log.subList(0, read).forEach(message -> reader.read(message.lsn(), message.bytes()));
        if (idle) {
            long sent = log.subList(read, log.size()).stream()
                    .mapToLong(Message::lsn)
                    .findFirst()
                    .orElse(History.commitLsn(History.MOST));
            reader.assembler().advance(sent);
        }
        return new Life(reader.take(), reader.assembler().point());
    }

    @Provide
    Arbitrary<History> histories() {
        Arbitrary<List<List<HistoryStep>>> transactions =
                steps().list().ofMaxSize(5).list().ofMinSize(1).ofMaxSize(History.MOST);
        return transactions.flatMap(all -> {
            Integer[] numbers = new Integer[all.size()];
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] = i;
            }
            Arbitrary<List<Integer>> begun = Arbitraries.shuffle(numbers);
            Arbitrary<List<Set<Integer>>> seen = Arbitraries.of(numbers)
                    .set()
                    .ofMaxSize(numbers.length)
                    .list()
                    .ofSize(6);
            return Combinators.combine(begun, Arbitraries.oneOf(seen, Arbitraries.just(List.<Set<Integer>>of())))
                    .as((order, snapshots) -> new History(all, order, snapshots));
        });
    }

    private static Arbitrary<HistoryStep> steps() {
        Arbitrary<Kind> kinds = Arbitraries.frequency(
                Tuple.of(3, Kind.INSERT),
                Tuple.of(4, Kind.UPDATE),
                Tuple.of(3, Kind.MOVE),
                Tuple.of(2, Kind.DELETE),
                Tuple.of(1, Kind.TRUNCATE),
                Tuple.of(1, Kind.TRUNCATE_BOTH),
                Tuple.of(1, Kind.ALTER));
        Arbitrary<Integer> keys = Arbitraries.integers().between(0, 29);
        Arbitrary<Boolean> either = Arbitraries.of(true, false);
        return Combinators.combine(kinds, either, keys, keys, either).as(HistoryStep::new);
    }
}
