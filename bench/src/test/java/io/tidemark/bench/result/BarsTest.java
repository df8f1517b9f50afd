package io.tidemark.bench.result;

import static org.assertj.core.api.Assertions.assertThat;

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
}
