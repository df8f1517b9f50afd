package io.tidemark.udf;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** Values to ask a server about, as texts that it reads: the odd ones, and random ones that are the same in every run. */
final class Samples {

    private static final int EACH = 2_500;

    private Samples() {}

    static List<String> doubles() {
        Random random = new Random(1);
        Stream<String> odd = Stream.of(
                "NaN",
                "Infinity",
                "-Infinity",
                "0",
                "-0",
                "5e-324",
                "1.7976931348623157e308",
                "2.2250738585072014e-308",
                "1e15",
                "1e14",
                "999999999999999.9",
                "99999999999999.9",
                "0.0001",
                "0.00001",
                "0.00009999",
                "1.005",
                "2.675",
                "0.5",
                "1.5",
                "-0.5",
                "-1.5",
                "0.05",
                "-0.004",
                "0.30000000000000004",
                "1.5e-308",
                "5e-309");
        Stream<String> anyBits = Stream.generate(() -> Double.longBitsToDouble(random.nextLong()))
                .filter(Double::isFinite)
                .limit(EACH)
                .map(String::valueOf);
        return Stream.of(odd, anyBits, decimals(random, 17)).flatMap(s -> s).toList();
    }

    static List<String> floats() {
        Random random = new Random(2);
        Stream<String> odd = Stream.of(
                "NaN",
                "Infinity",
                "-Infinity",
                "0",
                "-0",
                "1e-45",
                "3.4028235e38",
                "1.1754944e-38",
                "1e6",
                "1e5",
                "999999.9",
                "99999.9",
                "0.0001",
                "0.00001",
                "0.00009999",
                "1.005",
                "0.5",
                "-1.5",
                "1.5e-38",
                "5e-39");
        Stream<String> anyBits = Stream.generate(() -> Float.intBitsToFloat(random.nextInt()))
                .filter(Float::isFinite)
                .limit(EACH)
                .map(String::valueOf);
        return Stream.of(odd, anyBits, decimals(random, 8)).flatMap(s -> s).toList();
    }

    /** Over all that PostgreSQL can hold, and denser around our time and the year that is not there. */
    static List<String> instants() {
        Random random = new Random(3);
        Stream<String> odd = Stream.of(
                "infinity",
                "-infinity",
                "epoch",
                "294276-12-31 23:59:59.999999+00",
                "4714-11-24 00:00:00+00 BC",
                "0001-01-01 00:00:00+00",
                "0001-12-31 23:59:59.999999+00 BC",
                "0001-02-29 12:00:00+00 BC",
                "0004-02-28 23:00:00+00 BC",
                "9999-12-31 23:59:59.9+00",
                "10000-01-01 00:00:00+00",
                "99999-12-31 23:00:00+00",
                "2000-02-29 23:59:59+00",
                "1900-02-28 23:59:59+00",
                "2024-03-31 00:59:59.999999+00",
                "2024-03-31 01:00:00+00",
                "2024-10-27 00:59:59+00",
                "2024-10-27 01:00:00+00",
                "1901-01-01 00:00:00+00",
                "2038-01-19 03:14:08+00");
        Stream<Long> all =
                random.longs(EACH, -210_866_803_200L, 9_224_318_016_000L).boxed();
        Stream<Long> ours = random.longs(EACH, -5_000_000_000L, 5_000_000_000L).boxed();
        Stream<Long> eras =
                random.longs(EACH / 5, -62_135_700_000L, -62_135_500_000L).boxed();
        Stream<String> printed = Stream.of(all, ours, eras)
                .flatMap(s -> s)
                .map(second -> Instant.ofEpochSecond(second, micros(random) * 1_000L))
                .map(instant -> PostgresText.of(instant.atOffset(ZoneOffset.UTC)));
        return Stream.concat(odd, printed).toList();
    }

    static List<String> timesOfDay() {
        Random random = new Random(4);
        Stream<String> odd = Stream.of(
                "24:00:00+00",
                "24:00:00+08",
                "24:00:00-15:59:59",
                "00:00:00+00",
                "00:00:00+15:59:59",
                "23:59:59.999999-15:59:59",
                "16:00:00+00",
                "15:59:59.999999+00",
                "12:00:00+08",
                "12:00:00-00:30");
        Stream<String> any = Stream.generate(() -> "%02d:%02d:%02d.%06d%s"
                        .formatted(
                                random.nextInt(24),
                                random.nextInt(60),
                                random.nextInt(60),
                                micros(random),
                                ZoneOffset.ofTotalSeconds(random.nextInt(-57_599, 57_600))
                                        .getId()
                                        .replace("Z", "+00")))
                .limit(EACH);
        return Stream.concat(odd, any).toList();
    }

    /** Numbers of any count of digits, many of which end in a 5: the ties. */
    private static Stream<String> decimals(Random random, int mostDigits) {
        return Stream.generate(() -> {
                    long units = random.nextLong((long) Math.pow(10, random.nextInt(1, mostDigits + 1)));
                    long tied = random.nextBoolean() ? units : units / 10 * 10 + 5;
                    return BigDecimal.valueOf(random.nextBoolean() ? tied : -tied, random.nextInt(-3, 20))
                            .toString();
                })
                .limit(EACH);
    }

    private static int micros(Random random) {
        return random.nextBoolean() ? 0 : random.nextInt(1_000_000);
    }
}
