package io.tidemark.udf;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes types and values of them. Not by jqwik's own means: it keeps a generator for each type that it has met, and there is
 * no end of types.
 */
final class RandomNested {

    private static final List<String> ODD = List.of(
            "",
            "NULL",
            "null",
            "NulL",
            "empty",
            "{}",
            "()",
            "(,)",
            "\"",
            "\\",
            "2026-01-01 00:00:00+00",
            "\uD83C\uDF0A");

    private static final String STRUCTURAL = "\"\\{}()[], \t\n\u000B\f\rax'=\u00FC\u00A0\u0085\u4E16";

    private final Random random;

    RandomNested(Random random) {
        this.random = random;
    }

    Nested value() {
        return valueOf(type(random.nextInt(5)));
    }

    /** A type, as a value of it that holds nothing. */
    private Nested type(int depth) {
        if (depth == 0) {
            return new Nested.Scalar("");
        }
        return switch (random.nextInt(4)) {
            case 0 -> new Nested.Array("", false, List.of(), type(depth - 1));
            case 1 -> new Nested.Range(true, null, null, true, type(depth - 1));
            case 2 -> new Nested.Multirange(List.of(), type(depth - 1));
            default -> new Nested.Composite(List.of(), list(1, 3, () -> type(random.nextInt(depth))));
        };
    }

    private Nested valueOf(Nested type) {
        if (type instanceof Nested.Array array) {
            return array(array.type());
        }
        if (type instanceof Nested.Range range) {
            return range(range.type());
        }
        if (type instanceof Nested.Multirange multirange) {
            return new Nested.Multirange(list(0, 3, () -> range(multirange.type())), multirange.type());
        }
        if (type instanceof Nested.Composite composite) {
            List<@Nullable Nested> fields = new ArrayList<>();
            composite.types().forEach(field -> fields.add(valueOrNull(field)));
            return new Nested.Composite(fields, composite.types());
        }
        return new Nested.Scalar(text());
    }

    private Nested array(Nested type) {
        List<@Nullable Nested> elements = list(0, 3, () -> valueOrNull(type));
        String bounds = List.of("", "[0:2]=", "[-1:1][5:7]=").get(random.nextInt(3));
        return new Nested.Array(bounds, !elements.isEmpty() && random.nextBoolean(), elements, type);
    }

    private Nested.Range range(Nested type) {
        return new Nested.Range(random.nextBoolean(), valueOrNull(type), valueOrNull(type), random.nextBoolean(), type);
    }

    private @Nullable Nested valueOrNull(Nested type) {
        return random.nextInt(5) == 0 ? null : valueOf(type);
    }

    private String text() {
        return switch (random.nextInt(3)) {
            case 0 -> ODD.get(random.nextInt(ODD.size()));
            case 1 -> characters(STRUCTURAL.chars().toArray());
            default -> characters(random.ints(6, 1, 0xD800).toArray());
        };
    }

    private String characters(int[] from) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(7); i > 0; i--) {
            text.append((char) from[random.nextInt(from.length)]);
        }
        return text.toString();
    }

    private <T> List<T> list(int least, int most, Supplier<T> item) {
        List<T> list = new ArrayList<>();
        for (int i = random.nextInt(least, most + 1); i > 0; i--) {
            list.add(item.get());
        }
        return list;
    }
}
