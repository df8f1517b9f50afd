package io.tidemark.precheck;

import io.tidemark.task.SqlNames;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The {@code where} of a table, as the server reads it. The server parses and plans a query with it and gives the form of its
 * result: nothing is executed, more than one statement is refused, and the driver never sees the text as SQL.
 */
record RowFilter(SourceTable table, String where) {

    /** Syntax errors, names and types that do not fit, constants that can't be computed. */
    private static final String OF_THE_TEXT = "(42|22)...";

    private static final String UNDEFINED_COLUMN = "42703";
    private static final String PLANNED = "SELECT query_to_xmlschema(?, false, false, '')::text IS NOT NULL";

    /** The filters of the tables that the role may read; of others the server would only say that. */
    static List<RowFilter> of(SourceServer server) throws SQLException {
        TaskObjects objects = TaskObjects.of(server);
        return server
                .tables()
                .where(table -> table.isTable() && table.isReadable() && objects.where(table) != null)
                .stream()
                .map(table -> new RowFilter(table, Objects.requireNonNull(objects.where(table))))
                .toList();
    }

    /** What the server has against it; {@code null} if nothing. */
    @Nullable
    String refusal(SourceServer server) throws SQLException {
        try {
            server.ask(PLANNED, query("ONLY " + table.name().quoted()));
            return null;
        } catch (SQLException e) {
            if (String.valueOf(e.getSQLState()).matches(OF_THE_TEXT)) {
                return Refusal.sentence(e);
            }
            throw e;
        }
    }

    /** Whether it can be decided by some columns of the table alone. */
    boolean canDoWith(SourceServer server, List<String> columns) throws SQLException {
        String some = columns.stream().map(SqlNames::quote).collect(Collectors.joining(", "));
        try {
            server.ask(
                    PLANNED,
                    query("(SELECT %s FROM ONLY %s) AS %s"
                            .formatted(
                                    some,
                                    table.name().quoted(),
                                    SqlNames.quote(table.name().name()))));
            return true;
        } catch (SQLException e) {
            return !UNDEFINED_COLUMN.equals(e.getSQLState());
        }
    }

    private String query(String from) {
        return "SELECT 1 FROM " + from + " WHERE (" + where + ")";
    }
}
