package io.tidemark.udf;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class ZoneShiftPropertiesTest {

    private static final Instant FIRST = Instant.parse("-4713-11-24T00:00:00Z");
    private static final Instant LAST = Instant.parse("+294276-12-31T23:59:59Z");

    @Property
    void printsAnyInstantOfPostgresqlAtAnyOffsetAsJavaTimeDoes(
            @ForAll("instants") Instant instant, @ForAll @IntRange(min = -57599, max = 57599) int offset) {
        ZoneId zone = ZoneOffset.ofTotalSeconds(offset);

        assertThat(shifted(instant, zone)).isEqualTo(printed(instant, zone));
    }

    @Property
    void printsAnyInstantOfPostgresqlInAnyZoneAsJavaTimeDoes(
            @ForAll("instants") Instant instant, @ForAll("zones") String zone) {
        assertThat(shifted(instant, ZoneId.of(zone))).isEqualTo(printed(instant, ZoneId.of(zone)));
    }

    @Provide
    Arbitrary<Instant> instants() {
        Arbitrary<Long> everySecond = Arbitraries.longs().between(FIRST.getEpochSecond(), LAST.getEpochSecond());
        Arbitrary<Long> aroundTheEras =
                Arbitraries.longs().between(-62_135_596_800L - 100_000, -62_135_596_800L + 100_000);
        Arbitrary<Long> ofOurTime = Arbitraries.longs().between(-2_000_000_000L, 4_000_000_000L);
        Arbitrary<Integer> micros = Arbitraries.integers().between(0, 999_999);
        return Combinators.combine(Arbitraries.oneOf(everySecond, aroundTheEras, ofOurTime), micros)
                .as((second, micro) -> Instant.ofEpochSecond(second, micro * 1_000L));
    }

    @Provide
    Arbitrary<String> zones() {
        return Arbitraries.of(
                "Asia/Shanghai", "Europe/Berlin", "America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe", "Z");
    }

    private static String shifted(Instant instant, ZoneId zone) {
        return Applied.text(new ZoneShift(zone), printed(instant, ZoneOffset.UTC));
    }

    private static String printed(Instant instant, ZoneId zone) {
        return PostgresText.of(instant.atZone(zone).toOffsetDateTime());
    }
}
