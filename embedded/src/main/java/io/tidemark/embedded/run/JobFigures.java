package io.tidemark.embedded.run;

import io.tidemark.embedded.server.FlinkRest;
import io.tidemark.embedded.server.FlinkRest.Figure;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The figures that the job's source registers as metrics, by the names that it registers them under. */
final class JobFigures {

    /** Flink writes {@code _} for a dot in a metric's own name, and a dot between groups. */
    private static final Pattern OURS = Pattern.compile(".*\\btidemark[._](?<name>\\w+)");

    private JobFigures() {}

    static Sample sample(FlinkRest rest, String jobId, SourceFigures source) {
        Map<String, Figure> ours = new HashMap<>();
        rest.metrics(jobId, name -> OURS.matcher(name).matches()).forEach((name, figure) -> {
            Matcher matcher = OURS.matcher(name);
            if (matcher.matches()) {
                ours.put(matcher.group("name"), figure);
            }
        });
        return sample(ours, source.walPosition());
    }

    static Sample sample(Map<String, Figure> ours, OptionalLong walPosition) {
        OptionalLong position = max(ours.get("position"));
        OptionalLong tablesDone = max(ours.get("tablesDone"));
        boolean streaming = position.orElse(0) > 0;
        return new Sample(
                Instant.now(),
                sum(ours.get("snapshotRows")),
                tablesDone.isPresent() ? OptionalInt.of((int) tablesDone.getAsLong()) : OptionalInt.empty(),
                sum(ours.get("streamChanges")),
                position,
                max(ours.get("behindMillis")),
                streaming && walPosition.isPresent()
                        ? OptionalLong.of(Math.max(0, walPosition.getAsLong() - position.getAsLong()))
                        : OptionalLong.empty());
    }

    private static OptionalLong sum(@Nullable Figure figure) {
        return figure == null ? OptionalLong.empty() : OptionalLong.of((long) figure.sum());
    }

    /** For gauges of the stream, which has one reader: the other subtasks show 0. */
    private static OptionalLong max(@Nullable Figure figure) {
        return figure == null ? OptionalLong.empty() : OptionalLong.of((long) figure.max());
    }
}
