package io.tidemark.embedded.demo;

/**
 * What the demo was asked for.
 *
 * @param rate changes a second
 * @param seconds how long the workload goes on, or {@link #UNTIL_STOPPED}
 * @param kafka whether the task publishes to a topic, and not to files
 * @param kill whether the TaskManager is killed now and then
 * @param keep whether the folder stays
 */
record Plan(DemoFolder folder, long seed, int rows, int rate, int seconds, boolean kafka, boolean kill, boolean keep) {

    static final int UNTIL_STOPPED = Integer.MAX_VALUE;
}
