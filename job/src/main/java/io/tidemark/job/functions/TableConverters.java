package io.tidemark.job.functions;

import io.tidemark.job.source.RefusedException;
import io.tidemark.record.Change;
import io.tidemark.record.Row;
import io.tidemark.record.Table;
import io.tidemark.task.ColumnName;
import io.tidemark.task.Functions;
import io.tidemark.task.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The functions of one table's columns: of those that have one. */
record TableConverters(List<ColumnConverter> columns) {

    /**
     * A change after its functions.
     *
     * @param failed the column whose function threw; the change is without its value then, and {@code null} if none did
     * @param reason why it failed; empty if none did
     */
    record Converted(Change change, @Nullable String failed, String reason) {}

    /**
     * Opens the functions of a table.
     *
     * @throws RefusedException if it is without a column that it should have: under another name its values would get out as
     *     they are
     */
    static TableConverters open(
            Table table, Map<ColumnName, Functions.Application> applications, FunctionJar jar, String jarName) {
        TableName name = new TableName(table.schema(), table.name());
        applications.forEach((column, application) -> {
            if (column.table().equals(name) && !application.optional() && !has(table, column.column())) {
                throw new RefusedException(lost(column, application));
            }
        });
        List<ColumnConverter> columns = new ArrayList<>();
        for (int i = 0; i < table.columns().size(); i++) {
            Functions.Application application =
                    applications.get(new ColumnName(name, table.columns().get(i).name()));
            if (application != null) {
                columns.add(ColumnConverter.open(jar, jarName, application, table, i));
            }
        }
        return new TableConverters(List.copyOf(columns));
    }

    private static boolean has(Table table, String column) {
        return table.columns().stream().anyMatch(one -> one.name().equals(column));
    }

    private static String lost(ColumnName column, Functions.Application application) {
        return "functions.apply: table %s has no column %s, which function '%s' is for. If it was renamed, name the new one too; say optional: true, as the log has rows with and without it; and resume"
                .formatted(column.table().label(), column.column(), application.function());
    }

    boolean isEmpty() {
        return columns.isEmpty();
    }

    /** Puts all values through their functions, also when one fails: no value of such a column may go anywhere as it was. */
    Converted apply(Change change) {
        RowEdit before = edit(change.before());
        RowEdit after = edit(change.after());
        String failed = null;
        String reason = "";
        for (ColumnConverter column : columns) {
            String problem = convert(column, before, after);
            if (problem != null && failed == null) {
                failed = column.column();
                reason = problem;
            }
        }
        return new Converted(change.withImages(result(before), result(after)), failed, reason);
    }

    private static @Nullable String convert(ColumnConverter column, @Nullable RowEdit before, @Nullable RowEdit after) {
        String ofBefore = before == null ? null : column.convert(before);
        String ofAfter = after == null ? null : column.convert(after);
        return ofBefore != null ? ofBefore : ofAfter;
    }

    private static @Nullable RowEdit edit(@Nullable Row row) {
        return row == null ? null : new RowEdit(row);
    }

    private static @Nullable Row result(@Nullable RowEdit row) {
        return row == null ? null : row.result();
    }
}
