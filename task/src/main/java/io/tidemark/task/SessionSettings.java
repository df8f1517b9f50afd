package io.tidemark.task;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The settings of every session, which no default of the server, the database, the role or this machine may change: the
 * first ones decide how a value is printed, and must be the same where COPY reads it and where the log is decoded.
 */
final class SessionSettings {

    /** By name; no value has a space or a backslash, which startup options would have escaped. */
    static final Map<String, String> ALL = all();

    private SessionSettings() {}

    private static Map<String, String> all() {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("TimeZone", "UTC");
        // the order is for input: a date in a row filter reads the same whatever the server is used to
        all.put("DateStyle", "ISO,MDY");
        all.put("IntervalStyle", "postgres");
        all.put("extra_float_digits", "1");
        all.put("bytea_output", "hex");
        all.put("client_encoding", "UTF8");
        // a snapshot or an idle stream takes as long as it takes
        all.put("statement_timeout", "0");
        all.put("idle_in_transaction_session_timeout", "0");
        all.put("lock_timeout", "0");
        // rather an error than rows left out without a word
        all.put("row_security", "off");
        // no object of a user stands in for one of PostgreSQL's
        all.put("search_path", "pg_catalog");
        return Collections.unmodifiableMap(all);
    }

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
