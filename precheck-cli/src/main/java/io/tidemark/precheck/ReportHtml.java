package io.tidemark.precheck;

import io.tidemark.precheck.Finding.Failed;
import io.tidemark.precheck.Finding.Warning;
import io.tidemark.precheck.Report.Answer;
import io.tidemark.precheck.Report.State;
import io.tidemark.terminal.SafeText;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A report as one page, for a browser or a printer: it needs nothing else, runs nothing, and loads nothing. */
final class ReportHtml {

    private static final String PAGE = """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
            <title>Precheck of %1$s</title>
            <style>
            :root { color-scheme: light dark; --line: #8886; --box: #8881;
              --failed: #c62828; --warning: #a15c00; --passed: #2e7d32; --ignored: #777; }
            @media (prefers-color-scheme: dark) {
              :root { --failed: #ff8a80; --warning: #ffb74d; --passed: #81c784; --ignored: #999; } }
            body { font: 15px/1.5 system-ui, sans-serif; max-width: 62rem; margin: 2rem auto; padding: 0 1rem; }
            h1 { font-size: 1.5rem; margin: 0; }
            h2 { font-size: 1.05rem; margin: 0 0 .5rem; }
            .bar { height: .5rem; border-radius: .25rem; background: var(--failed); margin: .75rem 0; overflow: hidden; }
            .bar div { height: 100%%; background: var(--passed); }
            section { border: 1px solid var(--line); border-left: .4rem solid var(--state); border-radius: .4rem;
              padding: .8rem 1rem; margin: 1rem 0; break-inside: avoid; }
            dl { display: grid; grid-template-columns: 5rem 1fr; gap: .3rem .8rem; margin: 0; }
            dt { opacity: .7; }
            dd { margin: 0; overflow-wrap: anywhere; }
            pre { margin: 0; padding: .4rem .6rem; background: var(--box); border-radius: .3rem; white-space: pre-wrap;
              overflow-wrap: anywhere; user-select: all; max-height: 24rem; overflow: auto; }
            table { border-collapse: collapse; width: 100%%; margin: 1rem 0; }
            th, td { text-align: left; padding: .3rem .8rem .3rem 0; border-bottom: 1px solid var(--line);
              vertical-align: top; overflow-wrap: anywhere; }
            b { color: var(--state); }
            .failed, .could-not-run { --state: var(--failed); }
            .warning { --state: var(--warning); }
            .passed { --state: var(--passed); }
            .ignored { --state: var(--ignored); }
            @media print {
              body { margin: 0; max-width: none; }
              pre { max-height: none; }
              .bar, b { print-color-adjust: exact; } }
            </style>
            </head>
            <body>
            <h1>Precheck of %1$s</h1>
            <p>%2$s</p>
            <div class="bar"><div style="width: %3$d%%"></div></div>
            <p>%4$s</p>
            %5$s
            <table>
            <tr><th>Check</th><th>State</th><th>Seen</th></tr>
            %6$s
            </table>
            </body>
            </html>
            """;

    private ReportHtml() {}

    /**
     * The page.
     *
     * @param task its name
     * @param about what was asked, and when
     */
    static String of(Report report, String task, String about) {
        String counted = "%d of %d checks passed (%d %%): %s"
                .formatted(
                        report.passed(),
                        report.answers().size(),
                        report.successRate(),
                        report.isReady() ? "ready." : "not ready. Follow the remedies, and run precheck again.");
        return PAGE.formatted(
                escaped(task),
                escaped(SafeText.of(about)),
                report.successRate(),
                escaped(counted),
                report.answers().stream()
                        .filter(answer -> answer.state() != State.PASSED)
                        .map(ReportHtml::section)
                        .collect(Collectors.joining("\n")),
                report.answers().stream().map(ReportHtml::row).collect(Collectors.joining("\n")));
    }

    private static String section(Answer answer) {
        StringBuilder fields = new StringBuilder();
        fields.append(field("seen", answer.finding().seen()));
        if (answer.finding() instanceof Failed failed) {
            fields.append(field("needed", failed.needed()));
        } else if (answer.finding() instanceof Warning warning) {
            fields.append(field("needed", warning.needed()));
        }
        fields.append(field("why", answer.check().why()));
        List<String> remedy = answer.finding().remedy();
        if (!remedy.isEmpty()) {
            String lines = remedy.stream()
                    .map(line -> escaped(SafeText.pasteable(line)))
                    .collect(Collectors.joining("\n"));
            fields.append("<dt>remedy</dt><dd><pre>").append(lines).append("</pre></dd>");
        }
        return "<section class=\"%s\"><h2>%s, <b>%s</b>: %s</h2><dl>%s</dl></section>"
                .formatted(
                        style(answer.state()),
                        escaped(answer.check().id()),
                        answer.state().label(),
                        escaped(answer.check().title()),
                        fields);
    }

    private static String field(String name, String text) {
        return "<dt>%s</dt><dd>%s</dd>".formatted(name, escaped(SafeText.of(text)));
    }

    private static String row(Answer answer) {
        return "<tr class=\"%s\"><td>%s</td><td><b>%s</b></td><td>%s</td></tr>"
                .formatted(
                        style(answer.state()),
                        escaped(answer.check().id()),
                        answer.state().label(),
                        escaped(SafeText.of(answer.finding().seen())));
    }

    private static String style(State state) {
        return state.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
