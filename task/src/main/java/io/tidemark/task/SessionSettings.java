package io.tidemark.task;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The settings of every session, which no default of the server, the database, the role or this machine may change: the
 * first ones decide how a value is printed, and must be the same where COPY reads it and where the log is decoded.
 */
final class SessionSettings {

    /** By name; no value has a space or a backslash, which startup options would have escaped. */
    static final Map<String, String> ALL = new LinkedHashMap<>();

    static {
        ALL.put("TimeZone", "UTC");
        // the order is for input: a date in a row filter reads the same whatever the server is used to
        ALL.put("DateStyle", "ISO,MDY");
        ALL.put("IntervalStyle", "postgres");
        ALL.put("extra_float_digits", "1");
        ALL.put("bytea_output", "hex");
        ALL.put("client_encoding", "UTF8");
        // a snapshot or an idle stream takes as long as it takes
        ALL.put("statement_timeout", "0");
        ALL.put("idle_in_transaction_session_timeout", "0");
        ALL.put("lock_timeout", "0");
        // rather an error than rows left out without a word
        ALL.put("row_security", "off");
        // no object of a user stands in for one of PostgreSQL's
        ALL.put("search_path", "pg_catalog");
    }

    private SessionSettings() {}

    /** For the startup packet, so that they hold from the first moment and survive RESET. */
    static String startupOptions() {
        return ALL.entrySet().stream()
                .map(setting -> "-c " + setting.getKey() + '=' + setting.getValue())
                .collect(Collectors.joining(" "));
    }

    /** What startup options cannot do: the driver sends this machine's own TimeZone beside them, and that wins. */
    static void apply(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET TimeZone TO 'UTC'");
        }
    }
}
