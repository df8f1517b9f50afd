package io.tidemark.job.functions;

import io.tidemark.job.source.RefusedException;
import io.tidemark.record.Table;
import io.tidemark.task.ColumnName;
import io.tidemark.task.Functions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What must hold of a task's functions before it starts, told all at once. */
public final class FunctionChecks {

    private final Functions functions;
    private final List<Table> tables;
    private final List<String> problems = new ArrayList<>();

    private FunctionChecks(Functions functions, List<Table> tables) {
        this.functions = functions;
        this.tables = tables;
    }

    /**
     * Checks the jar, the functions' names, and that each function can work with its columns.
     *
     * @param tables what is published now
     * @param begins whether nothing was read before, so that all rows are of the tables as they are now. The log that is still
     *     to be read by a task that resumes may have rows with columns that are gone since.
     * @throws RefusedException with all problems
     */
    public static void run(Functions functions, List<Table> tables, boolean begins) {
        FunctionChecks checks = new FunctionChecks(functions, tables);
        try (FunctionJar jar = FunctionJar.open(Path.of(functions.jar()), functions.jar())) {
            for (Functions.Application application : functions.applications()) {
                checks.check(application, jar, begins);
            }
        }
        if (!checks.problems.isEmpty()) {
            throw new RefusedException(checks.problems);
        }
    }

    private void check(Functions.Application application, FunctionJar jar, boolean begins) {
        if (jar.function(application.function()) == null) {
            problems.add(ColumnConverter.unknown(jar, functions.jar(), application.function()));
            return;
        }
        for (ColumnName column : application.columns()) {
            boolean found = tables.stream().anyMatch(table -> opens(application, jar, column, table));
            if (!found && begins && !application.optional()) {
                problems.add(
                        "functions.apply: column %s.%s of function '%s' is not published, so that its values would not be changed: correct the name; or, if it is still to be made, say optional: true"
                                .formatted(column.table().label(), column.column(), application.function()));
            }
        }
    }

    /** Whether the table has the column; then its function is opened once. */
    private boolean opens(Functions.Application application, FunctionJar jar, ColumnName column, Table table) {
        if (!table.schema().equals(column.table().schema())
                || !table.name().equals(column.table().name())) {
            return false;
        }
        for (int i = 0; i < table.columns().size(); i++) {
            if (table.columns().get(i).name().equals(column.column())) {
                open(application, jar, table, i);
                return true;
            }
        }
        return false;
    }

    private void open(Functions.Application application, FunctionJar jar, Table table, int index) {
        try {
            ColumnConverter.open(jar, functions.jar(), application, table, index);
        } catch (RefusedException e) {
            problems.add(String.valueOf(e.getMessage()));
        }
    }
}
