package io.tidemark.bench.result;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BarsTest {

    @Test
    void setsWhatWasMeasuredBesideWhatIsWanted() {
        assertThat(Bars.of(Fixture.results()))
                .contains(
                        new Bars.Bar(
                                "snapshot to files as JSON, wide table",
                                "at least 0.50 of `COPY TO STDOUT`",
                                "0.38 (0.25 .. 0.50)",
                                "no"),
                        new Bars.Bar(
                                "snapshot to files as JSON, wide table",
                                "at least 10 times Debezium's engine",
                                "15.00 (10.00 .. 20.00)",
                                "yes"),
                        new Bars.Bar(
                                "snapshot to Kafka, `dts-avro`",
                                "at least 0.35 of `COPY TO STDOUT`",
                                "not measured",
                                ""),
                        new Bars.Bar(
                                "delay at 5,000 rows/s, files, json, interval 200 ms",
                                "99th percentile at most 250 ms",
                                "249 ms at 5,000 rows/s",
                                "yes"));
    }

    @Test
    void ofAPeerThatIsTooFastItSaysWhatOfTheYardstickWouldBeNeeded() {
        Round round = new Round(Map.of(
                Subject.yardstick(Phase.SNAPSHOT),
                run(1_000_000, 1),
                Fixture.OURS,
                run(1_000_000, 2),
                Fixture.THEIRS,
                run(1_000_000, 8)));
        Measured wide = new Measured("wide", "rows", "2026-01-02", "a machine", List.of(round));

        assertThat(Bars.of(Results.none().with(wide)))
                .contains(new Bars.Bar(
                        "snapshot to files as JSON, wide table",
                        "at least 10 times Debezium's engine",
                        "4.00 (4.00 .. 4.00)",
                        "no: that is 1.25 of COPY TO STDOUT, one session"));
    }

    @Test
    void growthIsTheRateOfTheLargestTableByThatOfTheSmallest() {
        Results results =
                Results.none().with(growth("growth-1", 1_000_000, 2)).with(growth("growth-16", 16_000_000, 40));

        assertThat(Bars.of(results))
                .contains(new Bars.Bar(
                        "growth",
                        "rows/s at 16 million within 10 % of 1 million",
                        "0.80 times, with 16,000,000 and 1,000,000 rows",
                        "no"));
    }

    private static Measured growth(String name, long rows, double seconds) {
        return new Measured(
                name, "rows", "2026-01-02", "a machine", List.of(new Round(Map.of(Fixture.OURS, run(rows, seconds)))));
    }

    private static Run run(long rows, double seconds) {
        return new Run(rows, seconds, 1, 1, 0, 1, 0);
    }
}
