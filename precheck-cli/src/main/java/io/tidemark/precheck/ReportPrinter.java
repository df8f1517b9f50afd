package io.tidemark.precheck;

import io.tidemark.precheck.Finding.CouldNotRun;
import io.tidemark.precheck.Finding.Failed;
import io.tidemark.precheck.Finding.Warning;
import io.tidemark.precheck.Report.Answer;
import io.tidemark.precheck.Report.State;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** Prints a report for people, in 100 columns: a table with the worst first, then what to do about each. */
final class ReportPrinter {

    private static final int WIDTH = 100;
    private static final String LINE = "  %-18s %-14s %s";
    private static final String DETAIL = "    %-8s ";
    private static final int DETAIL_WIDTH = 13;

    private final PrintWriter out;

    ReportPrinter(PrintWriter out) {
        this.out = out;
    }

    void print(Report report) {
        out.println(LINE.formatted("CHECK", "STATE", "SEEN"));
        for (Answer answer : report.answers()) {
            String line = LINE.formatted(
                    answer.check().id(),
                    answer.state().label(),
                    Printable.text(answer.finding().seen()));
            out.println(line.length() > WIDTH ? line.substring(0, WIDTH - 3) + "..." : line);
        }
        report.answers().stream()
                .filter(answer -> answer.state() != State.PASSED)
                .forEach(this::details);
        out.println();
        printSummary(report);
    }

    /** The last line by itself. */
    void printSummary(Report report) {
        out.println(summary(report));
        out.flush();
    }

    private void details(Answer answer) {
        out.println();
        out.println("%s, %s: %s"
                .formatted(
                        answer.check().id(),
                        answer.state().label(),
                        answer.check().title()));
        field("seen", answer.finding().seen());
        if (answer.finding() instanceof Failed failed) {
            field("needed", failed.needed());
            field("why", answer.check().why());
            remedy(failed.remedy());
        } else if (answer.finding() instanceof Warning warning) {
            field("needed", warning.needed());
            field("why", answer.check().why());
            remedy(warning.remedy());
            if (!answer.ignored()) {
                field("or", "--ignore " + answer.check().id());
            }
        } else if (answer.finding() instanceof CouldNotRun refused) {
            field("why", answer.check().why());
            remedy(refused.remedy());
        }
    }

    /** Not wrapped: it is there to be pasted. */
    private void remedy(List<String> lines) {
        String name = "remedy";
        for (String line : lines) {
            out.println(DETAIL.formatted(name) + Printable.text(line));
            name = "";
        }
    }

    private void field(String name, String text) {
        String label = name;
        for (String line : wrapped(text)) {
            out.println(DETAIL.formatted(label) + line);
            label = "";
        }
    }

    private static List<String> wrapped(String text) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : Printable.text(text).split(" ", -1)) {
            if (line.length() > 0 && line.length() + 1 + word.length() > WIDTH - DETAIL_WIDTH) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.length() == 0 ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }

    private static String summary(Report report) {
        String counted = "%d of %d checks passed (%d %%): "
                .formatted(report.passed(), report.answers().size(), report.successRate());
        return counted
                + (report.isReady()
                        ? "ready. Start the task: tidemark run TASK.yaml"
                        : "not ready. Follow the remedies, and run precheck again");
    }
}
