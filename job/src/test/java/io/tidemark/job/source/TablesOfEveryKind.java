package io.tidemark.job.source;

import static java.util.stream.Collectors.joining;

import java.sql.SQLException;
import java.util.stream.IntStream;

/** A table of each kind that a server knows, and what is done to its rows. */
final class TablesOfEveryKind {

    private TablesOfEveryKind() {}

    static void create(Sql sql) throws SQLException {
        sql.run(
                "CREATE TABLE bare (a int, b text)",
                "ALTER TABLE bare REPLICA IDENTITY FULL",
                "INSERT INTO bare SELECT i % 7, nullif(i % 5, 0)::text FROM generate_series(1, 70) i",
                "CREATE TABLE by_unique (n int, a int NOT NULL, b text NOT NULL, UNIQUE (a, b))",
                "ALTER TABLE by_unique REPLICA IDENTITY FULL",
                "INSERT INTO by_unique SELECT i, i % 7, i::text FROM generate_series(1, 70) i",
                "CREATE TABLE by_index (n int, code text NOT NULL)",
                "CREATE UNIQUE INDEX by_code ON by_index (code)",
                "ALTER TABLE by_index REPLICA IDENTITY USING INDEX by_code",
                "INSERT INTO by_index SELECT i, i::text FROM generate_series(1, 20) i",
                "CREATE TABLE composite (n int, a text, b int, PRIMARY KEY (b, a))",
                "INSERT INTO composite SELECT i, i::text, i % 4 FROM generate_series(1, 70) i",
                "CREATE TABLE events (id int, at date, kind text, PRIMARY KEY (id, at, kind)) PARTITION BY RANGE (at)",
                "CREATE TABLE events_old PARTITION OF events FOR VALUES FROM ('2020-01-01') TO ('2025-01-01')",
                "CREATE TABLE events_new PARTITION OF events FOR VALUES FROM ('2025-01-01') TO ('2030-01-01') PARTITION BY LIST (kind)",
                "CREATE TABLE events_new_a PARTITION OF events_new FOR VALUES IN ('a')",
                "CREATE TABLE events_new_rest PARTITION OF events_new DEFAULT",
                "INSERT INTO events SELECT i, date '2021-01-01' + 60 * i, (ARRAY['a', 'b'])[1 + i % 2] FROM generate_series(1, 50) i",
                "CREATE TABLE parent (id int PRIMARY KEY, name text)",
                "CREATE TABLE child (more int, PRIMARY KEY (id)) INHERITS (parent)",
                "INSERT INTO parent SELECT i, 'p' FROM generate_series(1, 9) i",
                "INSERT INTO child SELECT i, 'c', i FROM generate_series(5, 19) i",
                "CREATE TABLE generated (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, n int, twice int GENERATED ALWAYS AS (n * 2) STORED)",
                "INSERT INTO generated (n) SELECT generate_series(1, 9)",
                "CREATE TABLE empty (id int PRIMARY KEY)",
                "CREATE TABLE wide (" + columns("c%d int") + ", PRIMARY KEY (c1))",
                "INSERT INTO wide SELECT i" + ", i".repeat(1_599) + " FROM generate_series(1, 5) i",
                "CREATE UNLOGGED TABLE unlogged (id int PRIMARY KEY)",
                "CREATE TEMPORARY TABLE temporary (id int PRIMARY KEY)",
                "CREATE TABLE z_last (id int PRIMARY KEY)",
                "INSERT INTO z_last VALUES (1)");
    }

    private static String columns(String form) {
        return IntStream.rangeClosed(1, 1_600).mapToObj(form::formatted).collect(joining(", "));
    }

    /** Changes every table; what is done the second time follows what was done the first. */
    static void change(Sql sql, int time) throws SQLException {
        String next = String.valueOf(100 * time);
        sql.run(
                "UPDATE bare SET b = 'u' || b WHERE ctid = (SELECT min(ctid) FROM bare WHERE b IS NOT NULL)",
                "UPDATE bare SET a = NULL WHERE a = " + time,
                "DELETE FROM bare WHERE ctid = (SELECT max(ctid) FROM bare)",
                "INSERT INTO bare VALUES (NULL, NULL), (NULL, NULL)",
                "UPDATE by_unique SET n = -n WHERE a = " + time,
                "UPDATE by_unique SET a = a + 100 WHERE a = " + time,
                "DELETE FROM by_unique WHERE a = " + (time + 2),
                "UPDATE by_index SET n = n + " + next + " WHERE n % 3 = 0",
                "UPDATE by_index SET code = 'k' || code WHERE code IN (SELECT min(code) FROM by_index)",
                "UPDATE composite SET n = -n WHERE b = " + time,
                "UPDATE composite SET b = b + 10 WHERE a = '5'",
                "UPDATE events SET at = at + 1500 WHERE id = " + time, // into another partition
                "UPDATE events SET kind = 'c' WHERE id = " + (40 + time), // into another sub-partition
                "DELETE FROM events WHERE id = " + (10 + time),
                "UPDATE parent SET name = name || 'x' WHERE id = 7", // of the parent and of the child
                "INSERT INTO generated (n) VALUES (" + next + ")",
                "UPDATE generated SET n = n + 1",
                "UPDATE wide SET c800 = c800 + 1, c1600 = NULL WHERE c1 <= 2",
                "INSERT INTO unlogged VALUES (" + next + ")",
                "INSERT INTO temporary VALUES (" + next + ")");
        sql.together(
                "INSERT INTO empty VALUES (" + next + ")",
                "TRUNCATE empty",
                "INSERT INTO empty VALUES (1" + next + ")");
    }
}
