package io.tidemark.job.normalise;

import io.tidemark.job.source.RefusedException;
import io.tidemark.record.Column;
import io.tidemark.record.Row;
import io.tidemark.record.Table;
import io.tidemark.task.ColumnName;
import io.tidemark.task.Normalise;
import io.tidemark.task.TableName;
import io.tidemark.udf.ValueFunction;
import io.tidemark.udf.ValueFunctions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The functions of one table's columns: of those that have one. */
record TableFunctions(List<ColumnFunction> functions) {

    /** The function of the column at an index. */
    private record ColumnFunction(int column, String name, ValueFunction function) {

        byte @Nullable [] apply(Row row) throws UnexpectedValueException {
            if (row.length(column) < 0) {
                return null;
            }
            try {
                return function.apply(row.bytes(), row.offset(column), row.length(column));
            } catch (IllegalArgumentException e) {
                throw new UnexpectedValueException(name, String.valueOf(e.getMessage()));
            }
        }
    }

    static TableFunctions of(Table table, Normalise settings, Set<ColumnName> done) {
        ValueFunctions catalogue = new ValueFunctions(settings.floatDigits(), settings.doubleDigits(), settings.zone());
        List<ColumnFunction> functions = new ArrayList<>();
        TableName name = new TableName(table.schema(), table.name());
        for (int i = 0; i < table.columns().size(); i++) {
            Column column = table.columns().get(i);
            ColumnName columnName = new ColumnName(name, column.name());
            ValueFunction function =
                    done.contains(columnName) ? null : function(columnName, column, settings, catalogue);
            if (function != null) {
                functions.add(new ColumnFunction(i, column.name(), function));
            }
        }
        return new TableFunctions(List.copyOf(functions));
    }

    private static @Nullable ValueFunction function(
            ColumnName name, Column column, Normalise settings, ValueFunctions catalogue) {
        Integer digits = settings.columns().get(name);
        TypeFunctions functions = new TypeFunctions(catalogue, digits);
        if (digits == null) {
            return functions.of(column.type());
        }
        try {
            return column.type().holds(ValueFunctions::hasDigits)
                    ? functions.of(column.type())
                    : catalogue.of(column.typeOid(), digits); // refuses, and says what digits are for
        } catch (IllegalArgumentException e) {
            throw new RefusedException("normalise.columns: %s.%s: %s. Correct or remove the entry, and resume"
                            .formatted(name.table().label(), column.name(), e.getMessage()))
                    .endingTheJob();
        }
    }

    boolean isEmpty() {
        return functions.isEmpty();
    }

    /** The row with its values changed, {@code row} itself if none was. */
    @Nullable
    Row apply(@Nullable Row row) throws UnexpectedValueException {
        if (row == null) {
            return null;
        }
        byte[] @Nullable [] changed = null;
        for (ColumnFunction function : functions) {
            byte[] value = function.apply(row);
            if (value != null) {
                changed = changed == null ? new byte[row.size()][] : changed;
                changed[function.column()] = value;
            }
        }
        return changed == null ? row : row.with(changed);
    }
}
