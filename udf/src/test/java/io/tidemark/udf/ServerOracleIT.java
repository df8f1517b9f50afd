package io.tidemark.udf;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Asks a real server: what it answers is right. */
class ServerOracleIT {

    private static EmbeddedPostgres server;
    private static Connection connection;

    @BeforeAll
    static void startServer() throws IOException, SQLException {
        server = EmbeddedPostgres.start();
        connection = server.getPostgresDatabase().getConnection();
        run("SET DateStyle = ISO");
        run("SET extra_float_digits = 1");
    }

    @AfterAll
    static void stopServer() throws IOException, SQLException {
        connection.close();
        server.close();
    }

    @ParameterizedTest(name = "to {0} places")
    @ValueSource(ints = {0, 1, 2, 5, 14, 15, 38, 300, 308})
    void roundsADoubleAsTheServerDoes(int digits) throws SQLException {
        List<String> values = ask("v::float8", Samples.doubles());

        assertRounded(FloatRounding.forFloat8(digits), "float8", digits, values);
    }

    @ParameterizedTest(name = "to {0} places")
    @ValueSource(ints = {0, 1, 2, 5, 6, 30, 37, 38})
    void roundsARealAsTheServerDoes(int digits) throws SQLException {
        List<String> values = ask("v::float4", Samples.floats());

        assertRounded(FloatRounding.forFloat4(digits), "float4", digits, values);
    }

    @ParameterizedTest(name = "at {0}")
    @ValueSource(strings = {"+08:00", "-03:30", "+05:45", "Z", "+15:59", "-15:59", "-00:30"})
    void printsAnInstantAtAnOffsetAsASessionThereDoes(String offset) throws SQLException {
        List<String> utc = inUtc(Samples.instants());
        run("SET TimeZone = '" + posixZone(offset) + "'");

        assertThat(applied(new ZoneShift(ZoneId.of(offset)), utc)).isEqualTo(ask("v::timestamptz", utc));
    }

    @ParameterizedTest(name = "in {0}")
    @ValueSource(
            strings = {
                "Asia/Shanghai",
                "Europe/Berlin",
                "America/New_York",
                "Asia/Kathmandu",
                "Australia/Lord_Howe",
                "America/St_Johns"
            })
    void printsAnInstantInAZoneAsASessionThereDoes(String zone) throws SQLException {
        List<String> utc = inUtc(Samples.instants());
        run("SET TimeZone = '" + zone + "'");

        assertThat(applied(new ZoneShift(ZoneId.of(zone)), utc)).isEqualTo(ask("v::timestamptz", utc));
    }

    @ParameterizedTest(name = "at {0}")
    @ValueSource(strings = {"+08:00", "-03:30", "Z", "+15:59:59", "-15:59:59"})
    void showsATimeOfDayAtAnOffsetAsAtTimeZoneDoes(String offset) throws SQLException {
        List<String> values = ask("v::timetz", Samples.timesOfDay());

        assertThat(applied(new TimetzShift(ZoneId.of(offset)), values))
                .isEqualTo(ask("v::timetz AT TIME ZONE " + interval(offset), values));
    }

    private static void assertRounded(FloatRounding rounding, String type, int digits, List<String> values)
            throws SQLException {
        String rounded =
                "CASE WHEN v::float8 = 0 OR v ~ '[NI]' THEN v ELSE round(v::numeric, %d)::text END".formatted(digits);
        List<String> exact = ask(rounded, values);
        List<String> printed = ask("(%s)::%s".formatted(rounded, type), values);
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < exact.size(); i++) {
            expected.add(isNumber(exact.get(i)) ? form(exact.get(i), printed.get(i)) : exact.get(i));
        }

        assertThat(applied(rounding, values)).isEqualTo(expected);
    }

    /** The exact decimal, in the form of the type: which the type itself gives unless it has too few digits for it. */
    private static String form(String exact, String printed) {
        BigDecimal number = new BigDecimal(exact);
        return number.compareTo(new BigDecimal(printed)) == 0
                ? printed
                : number.stripTrailingZeros().toString();
    }

    private static boolean isNumber(String text) {
        return !text.equals("NaN") && !text.endsWith("Infinity");
    }

    private static List<String> inUtc(List<String> instants) throws SQLException {
        run("SET TimeZone = 'UTC'");
        return ask("v::timestamptz", instants);
    }

    /** POSIX counts west of Greenwich. The server takes no zone of a session whose offset has seconds. */
    private static String posixZone(String offset) {
        ZoneOffset west = ZoneOffset.ofTotalSeconds(-ZoneOffset.of(offset).getTotalSeconds());
        return "<here>" + west.getId().replace("Z", "0");
    }

    private static String interval(String offset) {
        return "INTERVAL '" + ZoneOffset.of(offset).getId().replace("Z", "00:00") + "'";
    }

    private static List<String> applied(ValueFunction function, List<String> values) {
        return values.stream().map(value -> Applied.text(function, value)).toList();
    }

    private static List<String> ask(String expression, List<String> values) throws SQLException {
        String sql = "SELECT (%s)::text FROM unnest(?) WITH ORDINALITY AS t(v, n) ORDER BY n".formatted(expression);
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setArray(1, connection.createArrayOf("text", values.toArray()));
            return strings(statement.executeQuery());
        }
    }

    private static List<String> strings(ResultSet rows) throws SQLException {
        List<String> strings = new ArrayList<>();
        while (rows.next()) {
            strings.add(rows.getString(1));
        }
        return strings;
    }

    private static void run(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
