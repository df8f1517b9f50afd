package io.tidemark.udf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimetzShiftTest {

    @ParameterizedTest(name = "{1} in {0} is {2}")
    @CsvSource({
        "+08:00, 10:00:00+00, 18:00:00+08",
        "+08:00, 10:00:00.123456-05:30, 23:30:00.123456+08",
        "+08:00, 16:00:00+00, 00:00:00+08", // over midnight
        "-08:00, 07:59:59+00, 23:59:59-08", // and back
        "+08:00, 24:00:00+00, 08:00:00+08", // the end of a day is the beginning of the next ...
        "+08:00, 24:00:00+08, 00:00:00+08", // ... even at the same offset
        "+08:00, 10:00:00+15:59:59, 02:00:01+08", // the largest offset of all ...
        "+08:00, 10:00:00-15:59:59, 09:59:59+08", // ... and the smallest: 34 hours later
        "-15:59:59, 10:00:00+15:59:59, 02:00:02-15:59:59",
    })
    void showsTheSameMomentOfTheDayAtAFixedOffset(String zone, String value, String expected) {
        assertThat(Applied.text(new TimetzShift(ZoneId.of(zone)), value)).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{1} in {0} is {2}")
    @CsvSource({
        "Europe/Berlin, 10:00:00+00, 11:00:00+01", // at any time of the year: there is no date to ask for summer
        "Australia/Lord_Howe, 10:00:00+00, 20:30:00+10:30", // whose summer is half an hour
        "Europe/Moscow, 10:00:00+00, 13:00:00+03", // the newest of its standard offsets
    })
    void takesTheStandardOffsetOfAZone(String zone, String value, String expected) {
        assertThat(Applied.text(new TimetzShift(ZoneId.of(zone)), value)).isEqualTo(expected);
    }

    @Test
    void copiesNothingIfTheOffsetIsTheSame() {
        assertThat(Applied.change(new TimetzShift(ZoneOffset.ofHours(8)), "10:00:00.5+08"))
                .isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "10:00:00", "10:00+00", "10:00:00.5", "10.00.00+00", "10:00:00 PST", "a0:00:00+00"})
    void refusesWhatIsNoTimeWithoutRepeatingIt(String value) {
        TimetzShift shift = new TimetzShift(ZoneOffset.ofHours(8));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Applied.text(shift, value))
                .withMessage(
                        "expected a time with a zone as PostgreSQL prints it under DateStyle ISO, but the value is none");
    }
}
