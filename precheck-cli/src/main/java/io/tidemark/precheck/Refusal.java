package io.tidemark.precheck;

import io.tidemark.precheck.Finding.CouldNotRun;
import io.tidemark.task.SqlNames;
import java.sql.SQLException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a check is told that the server does not answer, and which right is missing to ask it. */
final class Refusal {

    private static final String INSUFFICIENT_PRIVILEGE = "42501";
    private static final String LOCK_NOT_AVAILABLE = "55P03";

    /** In other languages than English the sentence is told as it is, without the statement. */
    private static final Pattern CLOSED = Pattern.compile("permission denied for (table|view|function) (.+)");

    private Refusal() {}

    static CouldNotRun of(SQLException answer, String user) {
        return new CouldNotRun("the server answered: " + sentence(answer), missing(answer, SqlNames.quote(user)));
    }

    /** The server's own sentence, without where in the statement it saw it. */
    static String sentence(SQLException answer) {
        return String.valueOf(answer.getMessage()).lines().findFirst().orElse("");
    }

    /** All that checks ask is open to everybody in PostgreSQL as it comes, so what is closed was closed by hand. */
    private static List<String> missing(SQLException answer, String role) {
        if (LOCK_NOT_AVAILABLE.equals(answer.getSQLState())) {
            return List.of(
                    "A table is locked, perhaps by ALTER TABLE or VACUUM FULL: run precheck again when that is done");
        }
        if (!INSUFFICIENT_PRIVILEGE.equals(answer.getSQLState())) {
            return List.of();
        }
        Matcher closed = CLOSED.matcher(String.valueOf(answer.getMessage()));
        if (!closed.find()) {
            return List.of("Give role %s the right that is missing".formatted(role));
        }
        String right = closed.group(1).equals("function") ? "EXECUTE ON FUNCTION" : "SELECT ON";
        return List.of("GRANT %s pg_catalog.%s TO %s;".formatted(right, closed.group(2), role));
    }
}
