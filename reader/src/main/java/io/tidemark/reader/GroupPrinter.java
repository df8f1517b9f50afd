package io.tidemark.reader;

import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Prints for people how groups are doing. */
final class GroupPrinter {

    private static final String UNKNOWN = "-";

    private final PrintWriter out;

    GroupPrinter(PrintWriter out) {
        this.out = out;
    }

    /** A line for each group. */
    void table(GroupSurvey survey) {
        out.println("kept: " + kept(survey.kept()));
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("GROUP", "CHECKPOINT", "DELAY", "UNCONSUMED", "READER"));
        for (GroupStatus group : survey.groups()) {
            rows.add(List.of(
                    group.name(),
                    checkpoint(group),
                    backlog(group, backlog -> backlog.seconds() + " s"),
                    backlog(group, backlog -> Long.toString(backlog.records())),
                    group.reader()));
        }
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < row.size(); column++) {
                line.append(padded(row.get(column), width(rows, column)));
            }
            out.println(line.toString().stripTrailing());
        }
        out.flush();
    }

    /** Some lines for each group. */
    void details(GroupSurvey survey) {
        for (GroupStatus group : survey.groups()) {
            out.println("group:      " + group.name());
            out.println("checkpoint: " + checkpoint(group));
            out.println("delay:      " + backlog(group, backlog -> backlog.seconds() + " s"));
            out.println("unconsumed: " + backlog(group, backlog -> Long.toString(backlog.records())));
            out.println("reader:     " + group.reader());
            out.println("goes on at: " + (group.goesOn() == null ? UNKNOWN : group.goesOn()));
            out.println("kept:       " + kept(survey.kept()));
        }
        out.flush();
    }

    private static String checkpoint(GroupStatus group) {
        Stamp last = group.last();
        return last == null
                ? UNKNOWN
                : Instant.ofEpochMilli(last.commitMillis()).toString();
    }

    private static String backlog(GroupStatus group, Function<Backlog, String> figure) {
        return group.backlog() == null ? UNKNOWN : figure.apply(group.backlog());
    }

    private static String kept(@Nullable String kept) {
        return kept == null ? "nothing yet" : kept;
    }

    private static int width(List<List<String>> rows, int column) {
        return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(width - text.length() + 2);
    }
}
