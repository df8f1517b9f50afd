package io.tidemark.bench.result;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PageTest {

    @TempDir
    private Path folder;

    @Test
    void isWrittenWithItsChartAndItsResults() throws Exception {
        Path page = folder.resolve("speed.md");

        Page.write(Fixture.results(), page);

        assertThat(page)
                .content()
                .contains("![Rows a second, by workload](speed.svg)")
                .contains(
                        "| snapshot to files as JSON, wide table | 0.50 of `COPY TO STDOUT` | 0.38 (0.25 .. 0.50) | no |")
                .contains("| snapshot: Tidemark, to files, json | 312,500 | 125,000 .. 500,000 | 0.38 (0.25 .. 0.50) |"
                        + " 10.0 + 5.0 + 0.0 | 512 |")
                .contains("| files, json | 200 ms | 5,000 | 120 | 249 | 300 |");
        assertThat(DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(folder.resolve("speed.svg").toFile())
                        .getElementsByTagName("rect")
                        .getLength())
                .isEqualTo(5);
    }

    @Test
    void resultsAreReadAsTheyWereWritten() throws Exception {
        Path page = folder.resolve("speed.md");
        Page.write(Fixture.results(), page);

        Results read = Results.read(Page.resultsOf(page));
        Path again = folder.resolve("again.md");
        Page.write(read, again);

        assertThat(Files.readString(again)).isEqualTo(Files.readString(page).replace("speed.svg", "again.svg"));
        assertThat(Page.resultsOf(again)).hasSameTextualContentAs(Page.resultsOf(page));
    }

    @Test
    void resultsOfAnotherDayStay() {
        Measured tables = new Measured("tables", "rows", "2026-01-03", "a machine", java.util.List.of());

        assertThat(Fixture.results().with(tables).workloads()).containsOnlyKeys("tables", "wide");
    }
}
