package io.tidemark.precheck;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.precheck.Finding.Failed;
import io.tidemark.precheck.Finding.Figure;
import io.tidemark.precheck.Finding.Passed;
import io.tidemark.precheck.Finding.Warning;
import io.tidemark.precheck.Report.Answer;
import io.tidemark.task.TableName;
import io.tidemark.terminal.SafeText;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A report whose names are made to break it. */
class ReportOutputTest {

    /** Clears the screen, rings, ends the line, turns the direction, and closes what a page has opened. */
    private static final String HOSTILE = "\u001b[2J\u0007\r\n\u202e</td><script>alert('&')</script> 表 🐘\u200d";

    private static final TableName TABLE = new TableName("public", HOSTILE + "\"; DROP");

    private static final Report REPORT = new Report(List.of(
            new Answer(check("fine"), new Passed("all is well"), false),
            new Answer(
                    check("measured"),
                    new Passed("表".repeat(60) + " counted", List.of(new Figure("tables", 60))),
                    false),
            new Answer(check("known"), new Warning("it is " + HOSTILE, "something else", "do nothing"), true),
            new Answer(
                    check("broken"),
                    new Failed(
                            HOSTILE,
                            "a name that is not " + HOSTILE,
                            "DROP TABLE %s;".formatted(TABLE.quoted()),
                            "Take %s out".formatted(TABLE.label())),
                    false)));

    private static Precheck check(String id) {
        return new Precheck() {

            @Override
            public String id() {
                return id;
            }

            @Override
            public String title() {
                return "it is not broken";
            }

            @Override
            public String why() {
                return "Broken things break others.";
            }

            @Override
            public Finding run(SourceServer server) {
                throw new AssertionError("is not asked");
            }
        };
    }

    @Test
    void isATableOf100ColumnsWhateverTheNames() {
        String printed = print(Colours.OFF);

        assertThat(printed).isEqualTo("""
                  CHECK              STATE          SEEN
                  broken             failed         \\u001b[2J\\u0007\\u000d\\u000a\\u202e</td><script>alert('&')</scr...
                  known              ignored        it is \\u001b[2J\\u0007\\u000d\\u000a\\u202e</td><script>alert('&'...
                  fine               passed         all is well
                  measured           passed         %s...

                broken, failed: it is not broken
                    seen     \\u001b[2J\\u0007\\u000d\\u000a\\u202e</td><script>alert('&')</script> 表 🐘\\u200d
                    needed   a name that is not \\u001b[2J\\u0007\\u000d\\u000a\\u202e</td><script>alert('&')</script> 表
                             🐘\\u200d
                    why      Broken things break others.
                    remedy   DROP TABLE "public".U&"\\001b[2J\\0007\\000d\\000a\\202e</td><script>alert('&')</script> 表 🐘\\200d""; DROP";
                             Take public.\\u001b[2J\\u0007\\u000d\\u000a\\u202e</td><script>alert('&')</script> 表 🐘\\u200d"; DROP out

                known, ignored: it is not broken
                    seen     it is \\u001b[2J\\u0007\\u000d\\u000a\\u202e</td><script>alert('&')</script> 表 🐘\\u200d
                    needed   something else
                    why      Broken things break others.
                    remedy   do nothing

                measured, passed: it is not broken
                    seen     %s
                             %s counted
                    why      Broken things break others.

                3 of 4 checks passed (75 %%): not ready. Follow the remedies, and run precheck again
                """.formatted("表".repeat(30), "表".repeat(43), "表".repeat(17)));
    }

    @Test
    void hasColoursOnATerminalOnly() {
        String coloured = print(Colours.ON);

        assertThat(coloured)
                .contains("  broken             \u001b[1;31mfailed         \u001b[0m")
                .contains("\u001b[1mmeasured\u001b[0m, \u001b[32mpassed\u001b[0m: it is not broken")
                .contains("\u001b[1;31m3 of 4 checks passed (75 %): not ready.\u001b[0m Follow");
        assertThat(coloured.replaceAll("\u001b\\[[\\d;]*m", "")).isEqualTo(print(Colours.OFF));
    }

    @Test
    void isAPageThatHoldsNothingButTheReport() {
        String page = ReportHtml.of(REPORT, "shop", "database '<&>\u001b' at db.internal:5432");

        assertThat(page)
                .startsWith("<!DOCTYPE html>")
                .contains("<p>database &#39;&lt;&amp;&gt;\\u001b&#39; at db.internal:5432</p>")
                .contains("<p>3 of 4 checks passed (75 %): not ready. Follow the remedies, and run precheck again.</p>")
                .contains(
                        "<pre>DROP TABLE &quot;public&quot;.U&amp;&quot;\\001b[2J\\0007\\000d\\000a\\202e&lt;/td&gt;&lt;script&gt;alert(&#39;&amp;&#39;)&lt;/script&gt; 表 🐘\\200d&quot;&quot;; DROP&quot;;\nTake public.")
                .doesNotContain("<script", "http://", "https://", "url(", "\u001b", "\u202e", "\r");
        assertThat(page.indexOf("<h2>broken,")).isPositive().isLessThan(page.indexOf("<h2>known,"));
        assertThat(page).containsSubsequence("<td>broken</td>", "<td>known</td>", "<td>fine</td>", "<td>measured</td>");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "COMMIT PREPARED 'it''s old' | COMMIT PREPARED 'it''s old'", // nothing to write otherwise
                "COMMIT PREPARED 'a\u0007''b'; | COMMIT PREPARED  E'a\\u0007''b';", // a text
                "x = E'\\\\\u0007\\'' | x = E'\\\\\\u0007\\''", // one that is escaped already
                "GRANT \"a\\b\u0007\" TO \"c\" | GRANT U&\"a\\\\b\\0007\" TO \"c\"", // a name with a backslash
                "SET \"\uDB40\uDC01\" | SET U&\"\\+0e0001\"", // beyond four digits
                "the ser\u0007ver's name | the ser\\u0007ver's name" // words
            })
    void whatIsPastedReadsTheSame(String line, String pasteable) {
        assertThat(SafeText.pasteable(line)).isEqualTo(pasteable);
    }

    /** As the record of a task with many tables is. */
    @Test
    void aLongTextIsPastedToo() {
        String text = "'" + "{\"oid\":1},".repeat(50_000) + "\u202e'";

        assertThat(SafeText.pasteable(text)).isEqualTo(" E" + text.replace("\u202e", "\\u202e"));
    }

    private static String print(Colours colours) {
        StringWriter out = new StringWriter();
        new ReportPrinter(new PrintWriter(out, true), colours).print(REPORT);
        return out.toString();
    }
}
