package io.tidemark.job.functions;

import io.tidemark.job.source.RefusedException;
import io.tidemark.record.Column;
import io.tidemark.record.Table;
import io.tidemark.task.Functions;
import io.tidemark.task.SecretUnavailableException;
import io.tidemark.udf.custom.CustomFunction;
import io.tidemark.udf.custom.TargetColumn;
import io.tidemark.udf.custom.UnsuitableException;
import io.tidemark.udf.custom.ValueConverter;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One column's function at work. Whatever it throws, nothing of a message that may hold a value gets out. */
record ColumnConverter(String table, int index, String column, String function, ValueConverter converter) {

    /**
     * Opens a function for the column at an index.
     *
     * @throws RefusedException if the function can't work with the column or its options
     */
    static ColumnConverter open(
            FunctionJar jar, String jarName, Functions.Application application, Table table, int index) {
        Column column = table.columns().get(index);
        CustomFunction function = jar.function(application.function());
        if (function == null) {
            throw new RefusedException(unknown(jar, jarName, application.function()));
        }
        String place = "functions.apply: function '%s' for %s.%s"
                .formatted(application.function(), table.label(), column.name());
        TargetColumn target = new TargetColumn(
                table.schema(), table.name(), column.name(), column.type().oid(), column.key());
        @Nullable ValueConverter converter;
        try {
            converter = function.open(target, options(application));
        } catch (UnsuitableException | SecretUnavailableException e) {
            throw new RefusedException(place + ": " + e.getMessage());
        } catch (RuntimeException | LinkageError e) {
            throw new RefusedException(place + " threw " + describe(e) + " when it was opened");
        }
        if (converter == null) {
            throw new RefusedException(place + " gave no converter when it was opened");
        }
        return new ColumnConverter(table.label(), index, column.name(), application.function(), converter);
    }

    static String unknown(FunctionJar jar, String jarName, String function) {
        return "functions.apply: '%s' is no function of '%s', which has: %s".formatted(function, jarName, jar.names());
    }

    private static Map<String, String> options(Functions.Application application) {
        Map<String, String> options = new HashMap<>();
        application.options().forEach((name, text) -> options.put(name, text.reveal()));
        return options;
    }

    /**
     * Converts the column's value, if there is one.
     *
     * @return {@code null} when all went well, else why not; then the row is without the value
     */
    @Nullable
    String convert(RowEdit row) {
        String value = row.text(index);
        if (value == null) {
            return null;
        }
        try {
            row.replace(index, converter.convert(value));
            return null;
        } catch (LinkageError e) {
            throw new RefusedException("functions.apply: function '%s' for %s.%s threw %s. Correct the jar, and resume"
                            .formatted(function, table, column, describe(e)))
                    .endingTheJob();
        } catch (OutOfMemoryError e) {
            throw e;
        } catch (Throwable e) {
            row.leaveOut(index);
            return "function '%s' threw %s".formatted(function, e.getClass().getName());
        }
    }

    /** An error of the class loader names a class, and that is what there is to know. */
    private static String describe(Throwable error) {
        return error instanceof LinkageError
                ? error.toString()
                : error.getClass().getName();
    }
}
