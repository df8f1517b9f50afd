package io.tidemark.embedded.workload;

import static java.util.stream.Collectors.joining;

import java.util.List;

/** The statements of the workload; parameters are texts, cast to the column's type. */
final class Sql {

    static final String NEXT_VERSION = "nextval('public.tidemark_version')";

    private Sql() {}

    static String names(List<ShopColumn> columns) {
        return columns.stream().map(ShopColumn::name).collect(joining(", "));
    }

    static String insert(ShopTable table, List<ShopColumn> columns, Normalisation normalisation) {
        return "INSERT INTO %s (%s) VALUES (%s) RETURNING %s"
                .formatted(
                        table.label(),
                        names(columns),
                        columns.stream().map(Sql::parameter).collect(joining(", ")),
                        table.readList(normalisation));
    }

    static String update(ShopTable table, List<ShopColumn> columns, String where, Normalisation normalisation) {
        return "UPDATE %s SET v = %s%s WHERE %s RETURNING %s"
                .formatted(
                        table.label(),
                        NEXT_VERSION,
                        columns.stream()
                                .map(column -> ", " + column.name() + " = " + parameter(column))
                                .collect(joining()),
                        where,
                        table.readList(normalisation));
    }

    // the version of a delete is drawn when the row is deleted already, so under its lock
    static String delete(ShopTable table, String where) {
        return "DELETE FROM %s WHERE %s RETURNING %s, %s"
                .formatted(
                        table.label(),
                        where,
                        table.keyColumns().stream()
                                .map(column -> column.name() + "::text")
                                .collect(joining(", ")),
                        NEXT_VERSION);
    }

    /** In the order of the versions: of the column, for a bare {@code v} would be the text that the list has under that name. */
    static String select(ShopTable table, String where, Normalisation normalisation) {
        return "SELECT %s FROM %s WHERE %s ORDER BY %2$s.v"
                .formatted(table.readList(normalisation), table.label(), where);
    }

    static String whereKey(ShopTable table) {
        return table.keyColumns().stream()
                .map(column -> column.name() + " = " + parameter(column))
                .collect(joining(" AND "));
    }

    private static String parameter(ShopColumn column) {
        return "?::" + column.type().sql();
    }
}
