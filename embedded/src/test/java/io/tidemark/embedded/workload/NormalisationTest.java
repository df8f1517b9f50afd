package io.tidemark.embedded.workload;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneOffset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NormalisationTest {

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({"+08:00, <+08>-08", "-03:00, <-03>+03", "+05:45, <+05:45>-05:45", "Z, <+00>+00"})
    void turnsTheSignRoundForTheServer(String zone, String setting) {
        assertThat(new Normalisation(ZoneOffset.of(zone), 38, 308).timeZoneSetting())
                .isEqualTo(setting);
    }
}
