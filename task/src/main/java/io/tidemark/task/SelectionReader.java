package io.tidemark.task;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** Reads the list {@code objects}. */
final class SelectionReader {

    /** Goes on in the place of an entry that is wrong; never handed out. */
    private static final Selection NONE = new Selection.Schema("none", Selection.ReplicaIdentity.AS_IT_IS);

    private SelectionReader() {}

    static List<Selection> read(List<Value> entries) {
        List<Selection> selections = new ArrayList<>();
        for (Value entry : entries) {
            Selection selection = entry.section(SelectionReader::selection, NONE);
            if (selection != NONE && isSelected(selection, selections)) {
                entry.problem("is selected already by another entry");
            }
            selections.add(selection);
        }
        return selections;
    }

    private static boolean isSelected(Selection selection, List<Selection> others) {
        return others.stream().anyMatch(other -> covers(other, selection) || covers(selection, other));
    }

    private static boolean covers(Selection wide, Selection narrow) {
        if (wide instanceof Selection.Schema schema) {
            String name = narrow instanceof Selection.Table table
                    ? table.table().schema()
                    : ((Selection.Schema) narrow).name();
            return wide != NONE && narrow != NONE && schema.name().equals(name);
        }
        return narrow instanceof Selection.Table table
                && ((Selection.Table) wide).table().equals(table.table());
    }

    private static Selection selection(Section section) {
        List<String> refinements =
                Stream.of("columns", "where", "operations").filter(section::has).toList();
        if (section.has("schema") == section.has("table")) {
            section.problem("must have either schema or table");
            return NONE;
        }
        return section.has("schema") ? schema(section, refinements) : table(section);
    }

    private static Selection schema(Section section, List<String> refinements) {
        refinements.forEach(name -> section.problem(name, "cannot stand beside schema, which takes its tables whole"));
        String name = section.text("schema", SqlNames::parseOne);
        Selection.ReplicaIdentity identity = replicaIdentity(section);
        return name == null ? NONE : new Selection.Schema(name, identity);
    }

    private static Selection table(Section section) {
        TableName table = section.text("table", TableName::parse);
        List<String> columns = elements(section.list("columns"), SqlNames::parseOne);
        String where = section.text("where", Scalars::notEmpty);
        List<Selection.RowOperation> operations =
                elements(section.list("operations"), text -> Choice.parse(Selection.RowOperation.class, text));
        Selection.ReplicaIdentity identity = replicaIdentity(section);
        if (identity == Selection.ReplicaIdentity.FULL && !columns.isEmpty() && sendsOldRows(operations)) {
            section.problem(
                    "replica-identity",
                    "must not be full beside columns: the server would refuse the table's updates and deletes");
        }
        return table == null ? NONE : new Selection.Table(table, columns, where, operations, identity);
    }

    private static boolean sendsOldRows(List<Selection.RowOperation> operations) {
        return operations.isEmpty()
                || operations.contains(Selection.RowOperation.UPDATE)
                || operations.contains(Selection.RowOperation.DELETE);
    }

    private static Selection.ReplicaIdentity replicaIdentity(Section section) {
        return section.text(
                "replica-identity",
                text -> Choice.parse(Selection.ReplicaIdentity.class, text),
                Selection.ReplicaIdentity.AS_IT_IS);
    }

    private static <T> List<T> elements(List<Value> values, Function<String, T> reader) {
        List<T> elements = new ArrayList<>();
        for (Value value : values) {
            T element = value.text(reader);
            if (element != null && elements.contains(element)) {
                value.problem("is given twice");
            } else if (element != null) {
                elements.add(element);
            }
        }
        return elements;
    }
}
