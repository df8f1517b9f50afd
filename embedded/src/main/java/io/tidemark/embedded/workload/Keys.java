package io.tidemark.embedded.workload;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/**
 * Hands out the keys of one table. A key that is handed out to be inserted is nobody else's until it comes back, and it
 * comes back only when its row is known to be gone; so no INSERT ever waits for another transaction's DELETE with a
 * version that it drew before.
 */
final class Keys {

    private final ShopTable table;
    private final KeyForm form;
    private final AtomicLong fresh = new AtomicLong();
    private final ConcurrentLinkedQueue<Long> free = new ConcurrentLinkedQueue<>();

    Keys(ShopTable table, KeyForm form) {
        this.table = table;
        this.form = form;
    }

    ShopTable table() {
        return table;
    }

    KeyForm form() {
        return form;
    }

    /** A key without a row: one that had a row before, half of the time if there is one. */
    long take(RandomGenerator random) {
        Long used = random.nextBoolean() ? free.poll() : null;
        return used == null ? fresh.getAndIncrement() : used;
    }

    /** The first of {@code count} keys in sequence that never had rows. */
    long takeBlock(int count) {
        return fresh.getAndAdd(count);
    }

    void giveBack(long number) {
        free.add(number);
    }

    /** A key that was handed out at some time; whether it has a row is for the server to say. */
    long any(RandomGenerator random) {
        return random.nextLong(Math.max(1, fresh.get()));
    }

    /** The first of a range of {@code count} keys, of which most were handed out. */
    long anyBlock(RandomGenerator random, int count) {
        return Math.max(0, any(random) - count);
    }
}
