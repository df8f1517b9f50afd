package io.tidemark.embedded.workload;

import static io.tidemark.embedded.workload.Act.Ending.COMMIT;
import static io.tidemark.embedded.workload.Act.Ending.ROLL_BACK;

import java.sql.SQLException;
import java.util.List;
import java.util.random.RandomGenerator;

/** A kind of transaction: what applications do, and what is known to break those who read the log. */
enum Act {
    INSERT_ONE(10, COMMIT) {
        @Override
        void play(OpenTransaction transaction, Cast cast, RandomGenerator random) throws SQLException {
            transaction.insert(cast.any(random));
        }
    },
    INSERT_SOME(6, COMMIT) {
        @Override
        void play(OpenTransaction transaction, Cast cast, RandomGenerator random) throws SQLException {
            for (int i = random.nextInt(2, 12); i > 0; i--) {
                transaction.insert(cast.any(random));
            }
        }
    },
    UPDATE_ONE(30, COMMIT) {
        @Override
        void play(OpenTransaction transaction, Cast cast, RandomGenerator random) throws SQLException {
            Keys keys = cast.any(random);
            transaction.update(keys, keys.any(random));
        }
    },
    DELETE_ONE(10, COMMIT) {
        @Override
        void play(OpenTransaction transaction, Cast cast, RandomGenerator random) throws SQLException {
            Keys keys = cast.any(random);
            transaction.delete(keys, keys.any(random));
        }
    },
    CHANGE_KEY(6, COMMIT) {
        @Override
        void play(OpenTransaction transaction, Cast cast, RandomGenerator random) throws SQLException {
            Keys keys = cast.any(random);
            transaction.changeKey(keys, keys.any(random));
        }
    },
    UPDATE_RANGE(4, COMMIT) {
        @Override
        void play(OpenTransaction transaction, Cast cast, RandomGenerator random) throws SQLException {
            Keys keys = cast.anyWithRanges(random);
            int count = random.nextInt(2, 100);
            transaction.updateRange(keys, keys.anyBlock(random, count), count);
        }
    },
    DELETE_RANGE(1, COMMIT) {
        @Override
        void play(OpenTransaction transaction, Cast cast, RandomGenerator random) throws SQLException {
            int count = random.nextInt(10, 1_500);
            transaction.deleteRange(cast.bulk(), cast.bulk().anyBlock(random, count), count);
        }
    },
    COPY(1, COMMIT) {
        @Override
        void play(OpenTransaction transaction, Cast cast, RandomGenerator random) throws SQLException {
            transaction.copy(cast.bulk(), random.nextInt(4) == 0 ? 4_000 : random.nextInt(200, 1_500));
        }
    },
    /** The life of rows within one transaction, so that many changes of a row share it. */
    SAME_ROW(6, COMMIT) {
        @Override
        void play(OpenTransaction transaction, Cast cast, RandomGenerator random) throws SQLException {
            Keys keys = cast.any(random);
            long number = transaction.insert(keys);
            transaction.update(keys, number);
            number = transaction.changeKey(keys, number);
            transaction.update(keys, number);
            if (random.nextBoolean()) {
                transaction.delete(keys, number);
                transaction.insert(keys, number);
                transaction.update(keys, number);
            }
            if (random.nextBoolean()) {
                transaction.delete(keys, number);
            }
        }
    },
    SAVEPOINTS(6, COMMIT) {
        @Override
        void play(OpenTransaction transaction, Cast cast, RandomGenerator random) throws SQLException {
            step(transaction, cast, random);
            transaction.savepoint();
            step(transaction, cast, random);
            transaction.savepoint();
            step(transaction, cast, random);
            transaction.rollBackToSavepoint();
            step(transaction, cast, random);
            transaction.release();
            if (random.nextBoolean()) {
                transaction.rollBackToSavepoint();
            }
            step(transaction, cast, random);
        }
    },
    ROLLED_BACK(6, ROLL_BACK) {
        @Override
        void play(OpenTransaction transaction, Cast cast, RandomGenerator random) throws SQLException {
            for (int i = random.nextInt(1, 5); i > 0; i--) {
                step(transaction, cast, random);
            }
        }
    },
    TRUNCATE(1, COMMIT) {
        @Override
        void play(OpenTransaction transaction, Cast cast, RandomGenerator random) throws SQLException {
            Keys emptied = cast.emptied();
            if (random.nextBoolean()) {
                transaction.update(emptied, emptied.any(random));
            }
            if (transaction.mayTruncate()) {
                transaction.truncate(emptied.table());
            }
            transaction.insert(emptied);
        }
    },
    /** Open for 400 ms, as clients are that think, with changes on both sides of the pause. */
    HELD_OPEN(0, COMMIT) {
        @Override
        void play(OpenTransaction transaction, Cast cast, RandomGenerator random) throws SQLException {
            Keys keys = cast.lasting(random);
            long number = keys.any(random);
            transaction.update(keys, number);
            transaction.insert(cast.lasting(random));
            transaction.hold(400);
            transaction.update(keys, number);
            if (random.nextInt(4) == 0) {
                transaction.delete(keys, number);
            }
        }
    };

    enum Ending {
        COMMIT,
        ROLL_BACK
    }

    private static final List<Act> ALL = List.of(values());
    private static final int WEIGHTS = ALL.stream().mapToInt(act -> act.weight).sum();

    private final int weight;
    private final Ending ending;

    Act(int weight, Ending ending) {
        this.weight = weight;
        this.ending = ending;
    }

    abstract void play(OpenTransaction transaction, Cast cast, RandomGenerator random) throws SQLException;

    Ending ending() {
        return ending;
    }

    static Act any(RandomGenerator random) {
        int left = random.nextInt(WEIGHTS);
        for (Act act : ALL) {
            left -= act.weight;
            if (left < 0) {
                return act;
            }
        }
        throw new IllegalStateException("the weights of all acts add up to " + WEIGHTS + ", but none was chosen");
    }

    private static void step(OpenTransaction transaction, Cast cast, RandomGenerator random) throws SQLException {
        Keys keys = cast.any(random);
        switch (random.nextInt(4)) {
            case 0 -> transaction.insert(keys);
            case 1 -> transaction.delete(keys, keys.any(random));
            case 2 -> transaction.changeKey(keys, keys.any(random));
            default -> transaction.update(keys, keys.any(random));
        }
    }
}
