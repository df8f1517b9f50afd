package io.tidemark.embedded.demo;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Ctrl-C and SIGTERM do not end the demo: they ask it to come to its end, with the verdict, and wait for that. */
final class Interruption implements AutoCloseable {

    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch over = new CountDownLatch(1);
    private final Screen screen;
    private volatile int exitCode = 1;

    private Interruption(Screen screen) {
        this.screen = screen;
    }

    static Interruption watch(Screen screen) {
        Interruption interruption = new Interruption(screen);
        Runtime.getRuntime().addShutdownHook(new Thread(interruption::comeToTheEnd, "stop"));
        return interruption;
    }

    /** Waits for somebody to ask, for a while; returns whether somebody did. */
    boolean askedWithin(long millis) throws InterruptedException {
        return asked.await(millis, TimeUnit.MILLISECONDS);
    }

    /** Keeps the exit code for the case that a signal ends this process. */
    int ended(int code) {
        exitCode = code;
        return code;
    }

    @Override
    public void close() {
        over.countDown();
    }

    private void comeToTheEnd() {
        if (over.getCount() == 0) {
            return;
        }
        screen.say("\nstopping; the verdict comes when the consumer has caught up");
        asked.countDown();
        try {
            over.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        // the signal's own exit code would hide the verdict
        Runtime.getRuntime().halt(exitCode);
    }
}
