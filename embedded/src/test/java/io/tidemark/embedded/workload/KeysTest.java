package io.tidemark.embedded.workload;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class KeysTest {

    private final SplittableRandom random = new SplittableRandom(1);
    private final Keys keys = new Keys(Shop.CART, KeyForm.NUMBER);

    @ParameterizedTest
    @EnumSource(KeyForm.class)
    void differentNumbersHaveDifferentKeys(KeyForm form) {
        Set<List<String>> seen = new HashSet<>();

        for (long number = 0; number < 5_000; number++) {
            seen.add(form.values(number));
        }

        assertThat(seen).hasSize(5_000);
    }

    @Test
    void givesNoKeyTwiceUnlessItCameBack() {
        Set<Long> taken = new HashSet<>();
        for (int i = 0; i < 1_000; i++) {
            assertThat(taken.add(keys.take(random))).isTrue();
        }

        keys.giveBack(17);
        Set<Long> again = new HashSet<>();
        for (int i = 0; i < 20; i++) {
            again.add(keys.take(random));
        }

        assertThat(again).contains(17L).doesNotContain(18L);
    }

    @Test
    void aTransactionThatIsRolledBackGivesBackWhatItTookOnly() {
        TakenKeys transaction = new TakenKeys();
        long taken = transaction.take(keys, random);
        transaction.deleted(keys, 99);

        transaction.rolledBack();

        assertThat(takenUntil(taken)).contains(taken).doesNotContain(99L);
    }

    @Test
    void aTransactionThatCommitsGivesBackTheKeysThatHaveNoRow() {
        TakenKeys transaction = new TakenKeys();
        long kept = transaction.take(keys, random);
        long undone = transaction.take(keys, random);
        transaction.deleted(keys, 99);

        transaction.committed(List.of(
                new RowChange(
                        Shop.CART, RowOperation.INSERT, Long.toString(kept), 1, Image.of(List.of("1", "1", "1", "1"))),
                new RowChange(Shop.CART, RowOperation.DELETE, "99", 2, null)));

        assertThat(takenUntil(99)).contains(undone, 99L).doesNotContain(kept);
    }

    private Set<Long> takenUntil(long wanted) {
        Set<Long> taken = new HashSet<>();
        for (int i = 0; i < 100 && !taken.contains(wanted); i++) {
            taken.add(keys.take(random));
        }
        return taken;
    }
}
