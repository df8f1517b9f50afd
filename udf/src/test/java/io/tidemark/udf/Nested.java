package io.tidemark.udf;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A value with values inside, that prints itself as PostgreSQL would: written from the manual ("Array Output", "Composite
 * Output", "Range Output") with strings and patterns, so by other means than the functions under test.
 */
sealed interface Nested {

    String print();

    /** The function of the type: the given one for each scalar inside. */
    ValueFunction function(ValueFunction scalar);

    Nested map(UnaryOperator<String> scalar);

    record Scalar(String text) implements Nested {

        @Override
        public String print() {
            return text;
        }

        @Override
        public ValueFunction function(ValueFunction scalar) {
            return scalar;
        }

        @Override
        public Nested map(UnaryOperator<String> scalar) {
            return new Scalar(scalar.apply(text));
        }
    }

    /** Of one dimension, or of two that are both as long as there are elements; {@code null} stands for NULL. */
    record Array(String bounds, boolean square, List<@Nullable Nested> elements, Nested type) implements Nested {

        private static final Pattern QUOTED = Pattern.compile("[\\s\\S]*[\"\\\\{},\\s\u000B][\\s\\S]*|(?i:null)|");

        @Override
        public String print() {
            String items = elements.stream().map(Array::item).collect(Collectors.joining(",", "{", "}"));
            return !square ? bounds + items : bounds + "{" + (items + ",").repeat(elements.size() - 1) + items + "}";
        }

        private static String item(@Nullable Nested element) {
            if (element == null) {
                return "NULL";
            }
            String text = element.print();
            return QUOTED.matcher(text).matches() ? '"' + text.replaceAll("([\"\\\\])", "\\\\$1") + '"' : text;
        }

        @Override
        public ValueFunction function(ValueFunction scalar) {
            return new ArrayElements(type.function(scalar), ',');
        }

        @Override
        public Nested map(UnaryOperator<String> scalar) {
            return new Array(
                    bounds,
                    square,
                    elements.stream()
                            .<@Nullable Nested>map(element -> element == null ? null : element.map(scalar))
                            .toList(),
                    type);
        }
    }

    /** {@code null} stands for an infinite bound. */
    record Range(
            boolean lowerIncluded,
            @Nullable Nested lower,
            @Nullable Nested upper,
            boolean upperIncluded,
            Nested type) implements Nested {

        private static final Pattern QUOTED = Pattern.compile("[\\s\\S]*[\"\\\\(),\\[\\]\\s\u000B][\\s\\S]*|");

        @Override
        public String print() {
            return (lowerIncluded ? "[" : "(") + bound(lower) + "," + bound(upper) + (upperIncluded ? "]" : ")");
        }

        private static String bound(@Nullable Nested value) {
            return value == null ? "" : doubled(value.print(), QUOTED);
        }

        @Override
        public ValueFunction function(ValueFunction scalar) {
            return new RangeBounds(type.function(scalar));
        }

        @Override
        public Range map(UnaryOperator<String> scalar) {
            return new Range(
                    lowerIncluded,
                    lower == null ? null : lower.map(scalar),
                    upper == null ? null : upper.map(scalar),
                    upperIncluded,
                    type);
        }
    }

    record Multirange(List<Range> ranges, Nested type) implements Nested {

        @Override
        public String print() {
            return ranges.stream().map(Range::print).collect(Collectors.joining(",", "{", "}"));
        }

        @Override
        public ValueFunction function(ValueFunction scalar) {
            return new MultirangeBounds(new RangeBounds(type.function(scalar)));
        }

        @Override
        public Nested map(UnaryOperator<String> scalar) {
            return new Multirange(
                    ranges.stream().map(range -> range.map(scalar)).toList(), type);
        }
    }

    /** {@code null} stands for NULL. */
    record Composite(List<@Nullable Nested> fields, List<Nested> types) implements Nested {

        private static final Pattern QUOTED = Pattern.compile("[\\s\\S]*[\"\\\\(),\\s\u000B][\\s\\S]*|");

        @Override
        public String print() {
            return fields.stream()
                    .map(field -> field == null ? "" : doubled(field.print(), QUOTED))
                    .collect(Collectors.joining(",", "(", ")"));
        }

        @Override
        public ValueFunction function(ValueFunction scalar) {
            return new CompositeFields(
                    types.stream().map(type -> type.function(scalar)).toList());
        }

        @Override
        public Nested map(UnaryOperator<String> scalar) {
            return new Composite(
                    fields.stream()
                            .<@Nullable Nested>map(field -> field == null ? null : field.map(scalar))
                            .toList(),
                    types);
        }
    }

    private static String doubled(String text, Pattern quoted) {
        return quoted.matcher(text).matches() ? '"' + text.replaceAll("([\"\\\\])", "$1$1") + '"' : text;
    }
}
