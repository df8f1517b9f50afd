package io.tidemark.embedded.demo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/** Kills the job's TaskManager now and then, with {@code kill -9}, or never. */
final class Drill {

    private static final String MARK = "taskmanager.log";

    private final boolean active;
    private final RandomGenerator random;
    private long next;
    private long linesAtLastKill;
    private int kills;

    Drill(boolean active, long seed) {
        this.active = active;
        this.random = new SplittableRandom(seed);
        plan();
    }

    /**
     * Kills one if it is time and there is one; returns whether it did.
     *
     * @param lines how many records have arrived: the job is left alone until it has got over the last kill
     */
    boolean killIfDue(long lines) {
        if (lines == linesAtLastKill) {
            plan();
        }
        if (!active || System.nanoTime() < next) {
            return false;
        }
        Optional<ProcessHandle> victim = ProcessHandle.current()
                .descendants()
                .filter(Drill::isTaskManager)
                .findFirst();
        if (victim.isEmpty()) {
            return false;
        }
        victim.get().destroyForcibly();
        kills++;
        linesAtLastKill = lines;
        plan();
        return true;
    }

    int kills() {
        return kills;
    }

    private void plan() {
        next = System.nanoTime() + TimeUnit.SECONDS.toNanos(random.nextLong(5, 20));
    }

    /** Told by its log file: the class path before its name is longer than what {@link ProcessHandle.Info} gives. */
    private static boolean isTaskManager(ProcessHandle process) {
        try {
            byte[] command = Files.readAllBytes(Path.of("/proc", Long.toString(process.pid()), "cmdline"));
            return new String(command, StandardCharsets.UTF_8).contains(MARK);
        } catch (IOException e) {
            return false; // it has just ended
        }
    }
}
