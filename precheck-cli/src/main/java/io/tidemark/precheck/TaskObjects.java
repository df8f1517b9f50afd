package io.tidemark.precheck;

import io.tidemark.task.Selection;
import io.tidemark.task.Selection.RowOperation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the task file says under {@code objects}. */
record TaskObjects(List<Selection> selections) {

    TaskObjects {
        selections = List.copyOf(selections);
    }

    static TaskObjects of(SourceServer server) {
        return new TaskObjects(server.task().objects());
    }

    /** Whether updates or deletes are published: the server then takes them only of tables whose rows the log can name. */
    boolean sendOldRows() {
        return selections.isEmpty()
                || selections.stream()
                        .anyMatch(selection -> !(selection instanceof Selection.Table table)
                                || table.operations().isEmpty()
                                || table.operations().contains(RowOperation.UPDATE)
                                || table.operations().contains(RowOperation.DELETE));
    }

    /** The entry that names the table; {@code null} if it is selected with others. */
    Selection.@Nullable Table entry(SourceTable table) {
        for (Selection selection : selections) {
            if (selection instanceof Selection.Table entry && entry.table().equals(table.name())) {
                return entry;
            }
        }
        return null;
    }

    /** The columns that are listed for the table; empty if all are taken. */
    List<String> columnList(SourceTable table) {
        Selection.Table entry = entry(table);
        return entry == null ? List.of() : entry.columns();
    }

    boolean hasColumnList(SourceTable table) {
        return !columnList(table).isEmpty();
    }

    /** The row filter of the table; {@code null} if it has none. */
    @Nullable
    String where(SourceTable table) {
        Selection.Table entry = entry(table);
        return entry == null ? null : entry.where();
    }
}
