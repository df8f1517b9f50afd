package io.tidemark.precheck;

import static io.tidemark.precheck.BadState.READ_T;
import static io.tidemark.precheck.BadState.T;
import static io.tidemark.precheck.BadState.bad;

import io.tidemark.precheck.Finding.Failed;
import io.tidemark.precheck.Finding.Warning;
import java.util.stream.Stream;

/** Tables that are not as they must be. */
final class ObjectStates {

    private static final String[] PARTITIONED = {
        "CREATE TABLE p (id int, k int, PRIMARY KEY (id, k)) PARTITION BY LIST (k)",
        "CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1)"
    };

    private ObjectStates() {}

    static Stream<BadState> all() {
        return Stream.of(
                bad(
                                "names",
                                "objects-exist",
                                "objects: [{ table: public.ordres }, { schema: sale }, { table: public.t }]",
                                new Failed(
                                        "not in database 'names': schema sale, table public.ordres",
                                        "names of schemas and tables that are there",
                                        "Correct them in objects, or take them out"),
                                T)
                        .on(17)
                        .mendedBy("objects: [{ table: public.t }]"),
                bad(
                                "view",
                                "logged-tables",
                                "objects: [{ table: public.t }, { table: public.v }]",
                                new Failed("1 table: public.v", "permanent tables", "Take public.v out of objects"),
                                T,
                                "CREATE VIEW v AS SELECT 1 AS id")
                        .on(17)
                        .mendedBy("objects: [{ table: public.t }]"),
                bad(
                                "unlogged",
                                "logged-tables",
                                "objects: [{ table: public.t }]",
                                new Failed(
                                        "1 table: public.t",
                                        "permanent tables",
                                        "ALTER TABLE \"public\".\"t\" SET LOGGED;"),
                                "CREATE UNLOGGED TABLE t (id int PRIMARY KEY)")
                        .on(17),
                bad(
                                "no_rights",
                                "table-rights",
                                "objects: [{ schema: hidden }]",
                                new Failed(
                                        "role 'no_rights' may not read 1 table: hidden.t",
                                        "USAGE on their schemas and SELECT on them",
                                        "GRANT USAGE ON SCHEMA \"hidden\" TO \"no_rights\";",
                                        "GRANT SELECT ON \"hidden\".\"t\" TO \"no_rights\";"),
                                "CREATE SCHEMA hidden",
                                "CREATE TABLE hidden.t (id int PRIMARY KEY)")
                        .on(17),
                bad(
                                "hidden_rows",
                                "row-security",
                                "",
                                new Failed(
                                        "policies may hide rows from role 'hidden_rows' in 1 table: public.t",
                                        "BYPASSRLS, or the tables' ownership",
                                        "ALTER ROLE \"hidden_rows\" BYPASSRLS;"),
                                T,
                                "ALTER TABLE t ENABLE ROW LEVEL SECURITY")
                        .on(17),
                bad(
                                "no_identity",
                                "replica-identity",
                                "",
                                new Failed(
                                        "3 tables: public.keyless, public.late, public.nothing without a usable replica identity",
                                        "a primary key, REPLICA IDENTITY USING INDEX, or FULL",
                                        "ALTER TABLE \"public\".\"keyless\" REPLICA IDENTITY FULL;",
                                        "ALTER TABLE \"public\".\"late\" REPLICA IDENTITY FULL;",
                                        "ALTER TABLE \"public\".\"nothing\" REPLICA IDENTITY DEFAULT;"),
                                "CREATE TABLE keyless (id int)",
                                "CREATE TABLE late (id int PRIMARY KEY DEFERRABLE)",
                                "ALTER TABLE late REPLICA IDENTITY NOTHING",
                                "CREATE TABLE nothing (id int PRIMARY KEY)",
                                "ALTER TABLE nothing REPLICA IDENTITY NOTHING")
                        .on(17),
                bad(
                                "no_key",
                                "primary-key",
                                "",
                                new Warning(
                                        "1 table: public.t without one",
                                        "a primary key, or a unique index without NULLs",
                                        "ALTER TABLE \"public\".\"t\" ADD PRIMARY KEY (...);"),
                                "CREATE TABLE t (id int)")
                        .on(17),
                bad(
                                "many_tables",
                                "table-count",
                                "",
                                new Warning(
                                        "501 are selected", "at most 500", "Make several tasks, by schema or by table"),
                                "DO $$ BEGIN FOR i IN 1..501 LOOP EXECUTE format('CREATE TABLE t%s ()', i); END LOOP; END $$")
                        .on(17)
                        .mendedBy("objects: [{ table: public.t1 }]"),
                bad(
                                "partition_beside",
                                "partitions",
                                "objects: [{ table: public.p }, { table: public.p1 }]",
                                new Failed(
                                        "1 table: public.p1 selected beside the table of which it is a partition",
                                        "the partitioned table only",
                                        "Take public.p1 out of objects"),
                                PARTITIONED)
                        .on(17)
                        .mendedBy("objects: [{ table: public.p }]"),
                bad(
                                "partition_alone",
                                "partitions",
                                "objects: [{ table: public.p1 }]",
                                new Warning(
                                        "1 table: public.p1 selected without the table of which it is a partition",
                                        "the partitioned table, unless one partition is all that is wanted",
                                        "In objects, name the partitioned table in its place; a row that moves to another partition is else a delete"),
                                PARTITIONED)
                        .on(17)
                        .mendedBy("objects: [{ table: public.p }]"),
                bad(
                                "partition_in_schema",
                                "partitions",
                                "objects: [{ schema: parts }]",
                                new Warning(
                                        "1 table: parts.p1 selected without the table of which it is a partition",
                                        "the partitioned table, unless one partition is all that is wanted",
                                        "In objects, name the partitioned table in its place; a row that moves to another partition is else a delete"),
                                "CREATE SCHEMA parts",
                                PARTITIONED[0],
                                "CREATE TABLE parts.p1 PARTITION OF p FOR VALUES IN (1)")
                        .on(17)
                        .mendedBy("objects: [{ table: public.p }]"),
                bad(
                        "partition_unlogged",
                        "partition-storage",
                        "objects: [{ table: public.p }]",
                        new Failed(
                                "1 partition: public.pu (unlogged)",
                                "partitions that are permanent tables",
                                "ALTER TABLE \"public\".\"pu\" SET LOGGED;"),
                        PARTITIONED[0],
                        "CREATE UNLOGGED TABLE pu PARTITION OF p FOR VALUES IN (2)"),
                bad(
                                "partition_foreign",
                                "partition-storage",
                                "",
                                new Failed(
                                        "1 partition: public.pf (foreign)",
                                        "partitions that are permanent tables",
                                        "In objects, name the other partitions in place of the table, or detach public.pf from it"),
                                "CREATE TABLE p (id int, k int) PARTITION BY LIST (k)",
                                "CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1)",
                                "CREATE FOREIGN DATA WRAPPER elsewhere",
                                "CREATE SERVER elsewhere FOREIGN DATA WRAPPER elsewhere",
                                "CREATE FOREIGN TABLE pf PARTITION OF p FOR VALUES IN (2) SERVER elsewhere")
                        .on(17)
                        .mendedBy("objects: [{ table: public.p1 }]"),
                bad(
                        "toasted",
                        "toasted",
                        "",
                        new Warning(
                                "2 tables: public.p, public.t with values that are stored apart, and without REPLICA IDENTITY FULL",
                                "REPLICA IDENTITY FULL, or readers that know what unchanged means",
                                "ALTER TABLE \"public\".\"p\" REPLICA IDENTITY FULL;",
                                "ALTER TABLE \"public\".\"t\" REPLICA IDENTITY FULL;"),
                        T,
                        "ALTER TABLE t ALTER v SET STORAGE EXTERNAL",
                        "INSERT INTO t VALUES (1, repeat('x', 10000))",
                        "CREATE TABLE small (id int PRIMARY KEY, v text)",
                        "CREATE TABLE p (id int, v text, PRIMARY KEY (id)) PARTITION BY LIST (id)",
                        "CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1)",
                        "ALTER TABLE p1 ALTER v SET STORAGE EXTERNAL",
                        "INSERT INTO p VALUES (1, repeat('x', 10000))"),
                bad(
                                "wide",
                                "wide-rows",
                                "guard: { row-limit: 64KiB }",
                                new Warning(
                                        "1 table: public.t (about 42 KiB a change), nothing is known of 1 (no ANALYZE, or no SELECT)",
                                        "rows whose average is below a quarter of guard.row-limit, which is 65536 bytes",
                                        "In the task file, raise guard.row-limit and guard.record-limit, or leave wide columns out of objects;",
                                        "over the limit holds guard.oversized, which is dead-letter"),
                                T,
                                READ_T,
                                "ALTER TABLE t ALTER v SET STORAGE EXTERNAL",
                                "ALTER TABLE t REPLICA IDENTITY FULL",
                                "INSERT INTO t SELECT i, repeat('x', 20000) FROM generate_series(1, 100) i",
                                "ANALYZE t",
                                "CREATE TABLE unknown (id int PRIMARY KEY)",
                                "INSERT INTO unknown VALUES (1)")
                        .mendedBy("guard: { row-limit: 1MiB }"),
                bad(
                                "same_name",
                                "same-name",
                                "",
                                new Warning(
                                        "3 names: public.t.V and public.t.v, S and s, public.T and public.t",
                                        "names that differ in more than case",
                                        "Select one of them only, or rename one: ALTER TABLE ... RENAME TO ...; for a column ALTER TABLE ... RENAME ... TO ...;"),
                                "CREATE TABLE t (v int, \"V\" int)",
                                "CREATE TABLE \"T\" (id int)",
                                "CREATE SCHEMA s",
                                "CREATE SCHEMA \"S\"",
                                "CREATE TABLE s.a (id int)",
                                "CREATE TABLE \"S\".b (id int)")
                        .on(17)
                        .mendedBy("objects: [{ table: 'public.\"T\"' }]"));
    }
}
