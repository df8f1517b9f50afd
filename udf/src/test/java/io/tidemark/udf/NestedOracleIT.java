package io.tidemark.udf;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Asks a real server how values within values are printed. Of times it is a session at the target zone that knows the answer,
 * of everything else a value that the server reads and prints again: it is the same only if every quote is where it belongs.
 */
class NestedOracleIT {

    private static final int TRIES = 2_000;

    private static final ValueFunction SHIFT = new ZoneShift(ZoneOffset.ofHours(8));
    private static final ValueFunction ROUND = FloatRounding.forFloat8(1);

    /** Puts characters into a text that make quotes necessary, or not any more. */
    private static final ValueFunction CHANGED = (bytes, offset, length) ->
            length == 0 ? new byte[] {'n', 'u', 'l', 'l'} : Arrays.copyOfRange(bytes, offset, offset + length - 1);

    private static EmbeddedPostgres server;
    private static Connection connection;

    @BeforeAll
    static void startServer() throws IOException, SQLException {
        server = EmbeddedPostgres.start();
        connection = server.getPostgresDatabase().getConnection();
        run("CREATE TYPE stay AS (room text, period tstzrange, paid timestamptz[], price float8)");
        run("CREATE DOMAIN stays AS stay[]");
        run("CREATE TYPE visit AS (guest text, stays stays, seen tstzmultirange)");
        run("CREATE TYPE stay_range AS RANGE (subtype = stay)");
        run("CREATE TYPE note AS (title text, lines text[])");
        run("CREATE TYPE note_range AS RANGE (subtype = note)");
        run("CREATE TYPE text_range AS RANGE (subtype = text)");
        run("CREATE TYPE pages AS (notes note[], texts text_range[], range note_range)");
    }

    @AfterAll
    static void stopServer() throws IOException, SQLException {
        connection.close();
        server.close();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "timestamptz[]  | ARRAY['2026-01-01 20:00:00.5+00', NULL, 'infinity', '0044-03-15 10:00:00+00 BC']",
                "timestamptz[]  | '[0:1][5:5]={{2026-01-01 20:00:00+00},{-infinity}}'",
                "timestamptz[]  | '{}'",
                "tstzrange      | '[2026-01-01 20:00:00+00, infinity)'",
                "tstzrange      | '(,2026-01-01 20:00:00+00]'",
                "tstzrange      | 'empty'",
                "tstzrange[]    | ARRAY['empty', NULL, '[2026-01-01 00:00:00+00,)']::tstzrange[]",
                "tstzmultirange | '{}'",
                "tstzmultirange | '{(,2026-01-01 00:00:00+00], [2027-01-01 20:00:00+00,2028-01-01 00:00:00+00)}'",
                "stay           | ROW(' \"a\\ ', '[2026-01-01 00:00:00+00,)', '{2026-01-01 00:00:00+00,NULL}', 1)",
                "stay           | ROW(NULL, NULL, NULL, NULL)",
                "stay           | ROW('', 'empty', '{}', NULL)",
                "stay_range     | stay_range(ROW('a, b', '[2026-01-01 00:00:00+00,)', '{}', 1)::stay, NULL)",
                "stays          | ARRAY[ROW(' ', NULL, '{2026-01-01 00:00:00+00}', 1), NULL]::stay[]",
                "visit          | ROW('{\\', ARRAY[ROW('\"', '(,)', '{2026-01-01 00:00:00+00}', NULL)]::stay[],"
                        + " '{[2026-01-01 00:00:00+00,2026-01-02 00:00:00+00]}')",
            })
    void shiftsTimesWithinAsASessionOfTheZoneDoes(String type, String value) throws SQLException {
        String text = "(%s)::%s::text".formatted(value, type);
        run("SET TimeZone = 'UTC'");
        String utc = ask("SELECT " + text);
        run("SET TimeZone = '<+08>-8'");
        String shifted = ask("SELECT " + text);

        assertThat(Applied.text(function(type), utc)).isEqualTo(shifted);
    }

    @Test
    void roundsElementsAsTheServerRoundsEach() throws SQLException {
        String values = "[-1:1][0:1]={{1.25,NULL},{NaN,-0},{1e+20,-0.05}}";
        String rounded = "[-1:1][0:1]={{1.3,NULL},{NaN,-0},{1e+20,-0.1}}";

        assertThat(Applied.text(new ArrayElements(ROUND, ','), printed("float8[]", values)))
                .isEqualTo(printed("float8[]", rounded));
    }

    @Test
    void anyTextIsPrintedAgainAsTheServerPrintsIt() throws SQLException {
        Random random = new Random(5);
        for (int i = 0; i < TRIES; i++) {
            String text = printed("pages", ask("SELECT " + pages(random)));

            String changed = Applied.text(pagesFunction(), text);

            assertThat(printed("pages", changed)).as(text).isEqualTo(changed);
        }
    }

    private static ValueFunction function(String type) {
        ValueFunction times = new ArrayElements(SHIFT, ',');
        ValueFunction stay = new CompositeFields(Arrays.asList(null, new RangeBounds(SHIFT), times, null));
        ValueFunction stays = new ArrayElements(stay, ',');
        return switch (type) {
            case "timestamptz[]" -> times;
            case "tstzrange" -> new RangeBounds(SHIFT);
            case "tstzrange[]" -> new ArrayElements(new RangeBounds(SHIFT), ',');
            case "tstzmultirange" -> new MultirangeBounds(new RangeBounds(SHIFT));
            case "stay" -> stay;
            case "stay_range" -> new RangeBounds(stay);
            case "stays" -> stays;
            case "visit" ->
                new CompositeFields(Arrays.asList(null, stays, new MultirangeBounds(new RangeBounds(SHIFT))));
            default -> throw new IllegalArgumentException(type);
        };
    }

    /** Changes the texts, but not the bounds of ranges, which the server would put in order. */
    private static ValueFunction pagesFunction() {
        ValueFunction stays = (bytes, offset, length) -> Arrays.copyOfRange(bytes, offset, offset + length);
        ValueFunction note = new CompositeFields(List.of(CHANGED, new ArrayElements(CHANGED, ',')));
        ValueFunction same = new CompositeFields(List.of(stays, new ArrayElements(stays, ',')));
        return new CompositeFields(List.of(
                new ArrayElements(note, ','), new ArrayElements(new RangeBounds(stays), ','), new RangeBounds(same)));
    }

    private static String pages(Random random) {
        String from = note(random);
        String to = note(random);
        return "ROW(ARRAY[%s, %s], ARRAY[text_range(least(%s), NULL), NULL, text_range(NULL, %s, '[]')], note_range(least(%s, %s), greatest(%s, %s), '[]'))::pages::text"
                .formatted(note(random), note(random), text(random), text(random), from, to, from, to);
    }

    private static String note(Random random) {
        return "ROW(%s, ARRAY[%s, %s]::text[])::note".formatted(text(random), text(random), text(random));
    }

    /** A literal of a few ASCII characters, the odd ones among them, or NULL. */
    private static String text(Random random) {
        if (random.nextInt(6) == 0) {
            return "NULL::text";
        }
        String characters = "\"\\\\{}()[],;= \t\n\u000B\f\rnulNULx''";
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(5); i > 0; i--) {
            text.append(characters.charAt(random.nextInt(characters.length())));
        }
        return "'" + text.toString().replace("'", "''") + "'::text";
    }

    private static String printed(String type, String value) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT ?::" + type + "::text")) {
            statement.setString(1, value);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getString(1);
            }
        }
    }

    private static String ask(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    private static void run(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
