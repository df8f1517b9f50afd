package io.tidemark.topic;

import io.tidemark.task.Guard;
import io.tidemark.task.Sink;
import java.util.ArrayList;
import java.util.List;

/**
 * Settings of a task that are right one by one, and can't be had together with a topic.
 *
 * @param remedy a sentence
 */
public record SettingsProblem(String seen, String remedy) {

    public static List<SettingsProblem> of(Guard guard, Sink.Kafka settings) {
        List<SettingsProblem> problems = new ArrayList<>();
        if (guard.oversized() == Guard.Oversized.CLAIM_CHECK) {
            problems.add(new SettingsProblem(
                    "guard.oversized: claim-check needs sink.files, as a topic has no place for values",
                    "Use dead-letter, truncate or fail"));
        }
        if (settings.timestamps() == Sink.Kafka.Timestamps.SECONDS
                && settings.delivery() == Sink.Kafka.Delivery.EXACTLY_ONCE) {
            problems.add(new SettingsProblem(
                    "sink.kafka.timestamps: seconds needs delivery: at-least-once, as the broker ends a transaction with a mark of its own, whose time is in milliseconds, and every search for a time in seconds would stop at the first",
                    "Say delivery: at-least-once, or leave timestamps out"));
        }
        return problems;
    }

    /** Both in one line. */
    @Override
    public String toString() {
        return seen + ". " + remedy;
    }
}
