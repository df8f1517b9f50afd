package io.tidemark.udf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ZoneShiftTest {

    @ParameterizedTest(name = "{1} in {0} is {2}")
    @CsvSource({
        "+08:00, 2024-01-01 10:00:00.123456+00, 2024-01-01 18:00:00.123456+08",
        "+08:00, 2024-01-01 10:00:00.5+00, 2024-01-01 18:00:00.5+08", // no zeros are added to the fraction
        "+08:00, 2024-12-31 16:00:00+00, 2025-01-01 00:00:00+08", // a year's end
        "+08:00, 2024-02-28 16:00:00+00, 2024-02-29 00:00:00+08", // a leap day ...
        "+08:00, 2023-02-28 16:00:00+00, 2023-03-01 00:00:00+08", // ... that other years lack ...
        "+08:00, 1900-02-28 16:00:00+00, 1900-03-01 00:00:00+08", // ... as whole centuries do ...
        "+08:00, 2000-02-28 16:00:00+00, 2000-02-29 00:00:00+08", // ... but for every fourth
        "-03:30, 2024-01-01 00:00:00+00, 2023-12-31 20:30:00-03:30", // minutes are printed if there are any
        "+05:30, 2024-01-01 00:00:00+00, 2024-01-01 05:30:00+05:30",
        "+08:05:43, 2024-01-01 00:00:00+00, 2024-01-01 08:05:43+08:05:43", // and seconds
        "-00:30, 2024-01-01 00:00:00+00, 2023-12-31 23:30:00-00:30", // the sign of less than an hour
        "+08:00, 9999-12-31 16:00:00+00, 10000-01-01 00:00:00+08", // a longer year ...
        "-08:00, 10000-01-01 00:00:00+00, 9999-12-31 16:00:00-08", // ... and a shorter one
        "+08:00, 294276-12-31 23:59:59.999999+00, 294277-01-01 07:59:59.999999+08", // the last of all
        "-05:00, 4714-11-24 00:00:00+00 BC, 4714-11-23 19:00:00-05 BC", // the first of all
        "+08:00, 0001-12-31 16:00:00+00 BC, 0001-01-01 00:00:00+08", // there is no year 0 between 1 BC ...
        "-08:00, 0001-01-01 07:59:59+00, 0001-12-31 23:59:59-08 BC", // ... and 1 AD
        "+08:00, 0001-02-28 16:00:00+00 BC, 0001-02-29 00:00:00+08 BC", // 1 BC is a leap year
        "+08:00, 1970-01-01 00:00:00+00, 1970-01-01 08:00:00+08",
        "+08:00, 1969-12-31 15:59:59.999999+00, 1969-12-31 23:59:59.999999+08",
        "+08:00, 2024-01-01 10:00:00-05:30, 2024-01-01 23:30:00+08", // of a session that is not in UTC
    })
    void showsTheSameInstantAtAFixedOffset(String zone, String value, String expected) {
        assertThat(Applied.text(new ZoneShift(ZoneId.of(zone)), value)).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{1} in {0} is {2}")
    @CsvSource({
        "Europe/Berlin, 2024-03-31 00:59:59+00, 2024-03-31 01:59:59+01", // the last second of winter ...
        "Europe/Berlin, 2024-03-31 01:00:00+00, 2024-03-31 03:00:00+02", // ... and the first of summer
        "Europe/Berlin, 2024-10-27 00:30:00+00, 2024-10-27 02:30:00+02", // half past two comes twice ...
        "Europe/Berlin, 2024-10-27 01:30:00+00, 2024-10-27 02:30:00+01", // ... on the day that winter begins
        "Europe/London, 2024-01-01 00:00:00+00, 2024-01-01 00:00:00+00",
        "Asia/Shanghai, 1900-01-01 00:00:00+00, 1900-01-01 08:05:43+08:05:43", // local mean time, to the second
        "Asia/Shanghai, 2024-01-01 00:00:00+00, 2024-01-01 08:00:00+08",
        "America/New_York, 5000-07-01 00:00:00+00, 5000-06-30 20:00:00-04", // today's rules hold for ever
        "UTC+8, 2024-01-01 00:00:00+00, 2024-01-01 08:00:00+08", // a region by name, a fixed offset by its rules
    })
    void showsTheSameInstantByTheRulesOfAZone(String zone, String value, String expected) {
        assertThat(Applied.text(new ZoneShift(ZoneId.of(zone)), value)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"infinity", "-infinity"})
    void leavesTheInfinitiesAlone(String value) {
        assertThat(Applied.change(new ZoneShift(ZoneOffset.ofHours(8)), value)).isNull();
    }

    @Test
    void copiesNothingIfTheOffsetIsTheSame() {
        assertThat(Applied.change(new ZoneShift(ZoneOffset.UTC), "2024-01-01 10:00:00+00"))
                .isNull();
        assertThat(Applied.change(new ZoneShift(ZoneId.of("Europe/London")), "2024-01-01 10:00:00+00"))
                .isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2024-01-01",
                "2024-01-01 10:00:00",
                "2024-01-01T10:00:00+00",
                "2024-01-01 10:00+00",
                "2024-01-01 10:00:00 UTC",
                "2024-01-01 10:00:00.5",
                "2024-01-01 10:00:00+0",
                "2024-01-01 10:00:00+00 AD",
                "Mon Jan 01 10:00:00 2024 UTC",
                "01/01/2024 10:00:00 UTC",
                "1234567-01-01 10:00:00+00",
                "never"
            })
    void refusesWhatIsNoTimestampWithoutRepeatingIt(String value) {
        ZoneShift shift = new ZoneShift(ZoneOffset.ofHours(8));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Applied.text(shift, value))
                .withMessage(
                        "expected a time with a zone as PostgreSQL prints it under DateStyle ISO, but the value is none");
    }

    @Test
    void takesNoOffsetThatPostgresqlCannotRead() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ZoneShift(ZoneOffset.ofHours(16)))
                .withMessage("zone must be at most 15:59:59 from UTC, as in PostgreSQL, but was '+16:00'");
    }
}
