package io.tidemark.precheck;

import io.tidemark.precheck.Finding.Failed;
import io.tidemark.precheck.Finding.Warning;
import io.tidemark.precheck.Report.Answer;
import io.tidemark.precheck.Report.State;
import io.tidemark.terminal.SafeText;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** Prints a report for people, in 100 columns: a table with the worst first, then what to do about each. */
final class ReportPrinter {

    private static final int WIDTH = 100;
    private static final int LEAST_ID_WIDTH = 18;
    private static final String STATE = "%-14s ";
    private static final String DETAIL = "    %-8s ";
    private static final int DETAIL_WIDTH = 13;

    private final PrintWriter out;
    private final Colours colours;

    ReportPrinter(PrintWriter out, Colours colours) {
        this.out = out;
        this.colours = colours;
    }

    void print(Report report) {
        int idWidth = report.answers().stream()
                .mapToInt(answer -> answer.check().id().length())
                .reduce(LEAST_ID_WIDTH, Math::max);
        String check = "  %-" + idWidth + "s ";
        String head = check.formatted("CHECK") + STATE.formatted("STATE");
        out.println(colours.heading(head + "SEEN"));
        for (Answer answer : report.answers()) {
            out.println(check.formatted(answer.check().id())
                    + colours.of(answer.state(), STATE.formatted(answer.state().label()))
                    + SafeText.cut(shown(answer.finding().seen()), WIDTH - head.length()));
        }
        report.answers().stream()
                .filter(answer -> answer.state() != State.PASSED
                        || !answer.finding().figures().isEmpty())
                .forEach(this::details);
        out.println();
        printSummary(report);
    }

    /** The last line by itself. */
    void printSummary(Report report) {
        out.println(summary(report));
        out.flush();
    }

    private static String shown(String text) {
        return SafeText.of(text);
    }

    private void details(Answer answer) {
        out.println();
        out.println(colours.heading(answer.check().id()) + ", "
                + colours.of(answer.state(), answer.state().label()) + ": "
                + answer.check().title());
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
        } else {
            field("why", answer.check().why());
            remedy(answer.finding().remedy());
        }
    }

    /** Not wrapped: it is there to be pasted. */
    private void remedy(List<String> lines) {
        String name = "remedy";
        for (String line : lines) {
            out.println(DETAIL.formatted(name) + SafeText.pasteable(line));
            name = "";
        }
    }

    private void field(String name, String text) {
        String label = name;
        for (String line : wrapped(shown(text))) {
            out.println(DETAIL.formatted(label) + line);
            label = "";
        }
    }

    private static List<String> wrapped(String text) {
        int columns = WIDTH - DETAIL_WIDTH;
        List<String> lines = new ArrayList<>();
        String line = "";
        for (String word : text.split(" +", -1)) {
            String longer = line.isEmpty() ? word : line + " " + word;
            if (SafeText.width(longer) <= columns) {
                line = longer;
                continue;
            }
            if (!line.isEmpty()) {
                lines.add(line);
            }
            line = word;
            while (SafeText.width(line) > columns) {
                int end = SafeText.fitting(line, columns);
                lines.add(line.substring(0, end));
                line = line.substring(end);
            }
        }
        lines.add(line);
        return lines;
    }

    private String summary(Report report) {
        String counted = "%d of %d checks passed (%d %%): "
                .formatted(report.passed(), report.answers().size(), report.successRate());
        return report.isReady()
                ? colours.of(State.PASSED, counted + "ready.") + " Start the task: tidemark run TASK.yaml"
                : colours.of(State.FAILED, counted + "not ready.") + " Follow the remedies, and run precheck again";
    }
}
