package io.tidemark.job.functions;

import io.tidemark.udf.custom.CustomFunction;
import io.tidemark.udf.custom.TargetColumn;
import io.tidemark.udf.custom.UnsuitableException;
import io.tidemark.udf.custom.ValueConverter;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Functions for jars that tests make: good ones and bad ones. None may use another class, which would not be in the jar. */
public final class SomeFunctions {

    private SomeFunctions() {}

    /** Keeps the last characters, as many as the option {@code keep} says. */
    public static final class Mask implements CustomFunction {

        @Override
        public String name() {
            return "mask";
        }

        @Override
        public ValueConverter open(TargetColumn column, Map<String, String> options) {
            if (!column.isText()) {
                throw new UnsuitableException("the column must be a text, but its type has OID " + column.typeOid());
            }
            int keep = Integer.parseInt(options.getOrDefault("keep", "0"));
            return value -> "*" + value.substring(Math.max(0, value.length() - keep));
        }
    }

    /** Has the name of another one. */
    public static final class OtherMask implements CustomFunction {

        @Override
        public String name() {
            return "mask";
        }

        @Override
        public ValueConverter open(TargetColumn column, Map<String, String> options) {
            return value -> value;
        }
    }

    /** Tells what it is opened for, and how often it was called. */
    public static final class Describe implements CustomFunction {

        @Override
        public String name() {
            return "describe";
        }

        @Override
        public ValueConverter open(TargetColumn column, Map<String, String> options) {
            int[] calls = new int[1];
            return value -> value + " " + column + " " + options + " " + ++calls[0];
        }
    }

    /** Gives NULL for all values. */
    public static final class Forget implements CustomFunction {

        @Override
        public String name() {
            return "forget";
        }

        @Override
        public ValueConverter open(TargetColumn column, Map<String, String> options) {
            return value -> null;
        }
    }

    /** Throws what a value names, with a message that holds it. */
    public static final class Fail implements CustomFunction {

        @Override
        public String name() {
            return "fail";
        }

        @Override
        public ValueConverter open(TargetColumn column, Map<String, String> options) {
            return this::convert;
        }

        private String convert(String value) {
            return switch (value) {
                case "exception" -> throw new IllegalStateException("it was " + value);
                case "error" -> throw new AssertionError("it was " + value);
                case "deep" -> convert(value) + value;
                case "link" -> Absent.TEXT.toString() + value;
                default -> value;
            };
        }
    }

    /** Is in no jar. */
    public static final class Absent {

        static final Object TEXT = new Object();
    }

    /** Can't be made. */
    public static final class Unmade implements CustomFunction {

        /** Always throws. */
        public Unmade() {
            throw new IllegalStateException("hunter2");
        }

        @Override
        public String name() {
            return "unmade";
        }

        @Override
        public ValueConverter open(TargetColumn column, Map<String, String> options) {
            return value -> value;
        }
    }

    /** Gives no converter. */
    public static final class Nothing implements CustomFunction {

        @Override
        public String name() {
            return "nothing";
        }

        @Override
        public @Nullable ValueConverter open(TargetColumn column, Map<String, String> options) {
            return null;
        }
    }
}
