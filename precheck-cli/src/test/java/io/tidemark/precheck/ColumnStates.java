package io.tidemark.precheck;

import static io.tidemark.precheck.BadState.READ_T;
import static io.tidemark.precheck.BadState.T;
import static io.tidemark.precheck.BadState.bad;

import io.tidemark.precheck.Finding.CouldNotRun;
import io.tidemark.precheck.Finding.Failed;
import io.tidemark.precheck.Finding.Warning;
import java.util.stream.Stream;

/** Columns, and what the task file says of them, that are not as they must be. */
final class ColumnStates {

    private static final String GENERATED_KEY =
            "CREATE TABLE t (id int, k int GENERATED ALWAYS AS (id * 2) STORED PRIMARY KEY)";
    private static final String GENERATED =
            "CREATE TABLE t (id int PRIMARY KEY, g int GENERATED ALWAYS AS (id * 2) STORED)";

    private ColumnStates() {}

    static Stream<BadState> all() {
        return Stream.of(lists(), filters(), generated(), values()).flatMap(states -> states);
    }

    private static Stream<BadState> lists() {
        return Stream.of(
                bad(
                                "no_column",
                                "columns",
                                "objects: [{ table: public.t, columns: [id, nope] }]",
                                new Failed(
                                        "not there: 1 column: public.t.nope",
                                        "names of columns that are there",
                                        "Correct them in objects, or take them out"),
                                T)
                        .on(17)
                        .mendedBy("objects: [{ table: public.t, columns: [id] }]"),
                bad(
                                "list_without_key",
                                "identity-columns",
                                "objects: [{ table: public.t, columns: [v] }]",
                                new Failed(
                                        "1 column: public.t.id of the replica identity, not published",
                                        "all columns of the replica identity",
                                        "In objects, put id into the columns of public.t"),
                                T)
                        .mendedBy("objects: [{ table: public.t, columns: [v, id] }]"),
                bad(
                                "generated_key",
                                "identity-columns",
                                "objects: [{ table: public.t }]",
                                new Failed(
                                        "1 column: public.t.k of the replica identity, not published",
                                        "all columns of the replica identity",
                                        "public.t.k is generated and can't be published: give the table a key without it, or select its inserts only"),
                                GENERATED_KEY)
                        .before18()
                        .mendedBy("objects: [{ table: public.t, operations: [insert] }]"),
                bad(
                                "generated_key",
                                "identity-columns",
                                "objects: [{ table: public.t }]",
                                new Failed(
                                        "1 column: public.t.k of the replica identity, not published",
                                        "all columns of the replica identity",
                                        "In objects, put k into the columns of public.t"),
                                GENERATED_KEY)
                        .on(18)
                        .mendedBy("objects: [{ table: public.t, columns: [id, k] }]"),
                bad(
                        "full_in_part",
                        "full-identity",
                        "objects: [{ table: public.t, columns: [id] }]",
                        new Failed(
                                "1 table: public.t with REPLICA IDENTITY FULL, published in part",
                                "all columns published, or another replica identity",
                                "ALTER TABLE \"public\".\"t\" REPLICA IDENTITY DEFAULT;"),
                        T,
                        "ALTER TABLE t REPLICA IDENTITY FULL"),
                bad(
                                "keyless_in_part",
                                "full-identity",
                                "objects: [{ table: public.t, columns: [id] }]",
                                new Failed(
                                        "1 table: public.t with REPLICA IDENTITY FULL, published in part",
                                        "all columns published, or another replica identity",
                                        "In objects, select all columns of public.t, or its inserts only (operations: [insert]); if columns of it are generated, make them ordinary ones"),
                                "CREATE TABLE t (id int, v int)",
                                "ALTER TABLE t REPLICA IDENTITY FULL")
                        .on(17)
                        .mendedBy("objects: [{ table: public.t, columns: [id], operations: [insert] }]"),
                bad(
                                "full_generated",
                                "full-identity",
                                "",
                                new Failed(
                                        "1 table: public.t with REPLICA IDENTITY FULL, published in part",
                                        "all columns published, or another replica identity",
                                        "ALTER TABLE \"public\".\"t\" REPLICA IDENTITY DEFAULT;"),
                                GENERATED,
                                "ALTER TABLE t REPLICA IDENTITY FULL")
                        .on(18));
    }

    private static Stream<BadState> filters() {
        return Stream.of(
                bad(
                                "filter_unread",
                                "row-filter",
                                "objects: [{ table: public.t, where: \"nope > 0\" }]",
                                new Failed(
                                        "public.t: ERROR: column \"nope\" does not exist",
                                        "a condition on the table's own columns, with functions and operators of PostgreSQL",
                                        "Correct where in objects"),
                                T,
                                READ_T)
                        .mendedBy("objects: [{ table: public.t, where: \"v <> '?' OR id > 0\" }]"),
                bad(
                                "filter_closed",
                                "row-filter",
                                "objects: [{ table: public.t, where: \"id > 0\" }]",
                                new CouldNotRun(
                                        "the server plans a query only of tables that the role may read, not of 1 table: public.t",
                                        "GRANT SELECT ON \"public\".\"t\" TO \"filter_closed\";"),
                                T)
                        .on(17),
                bad(
                                "filter_of_two",
                                "row-filter",
                                "objects: [{ table: public.t, where: \"true); DELETE FROM public.t; SELECT (1\" }]",
                                new Failed(
                                        "public.t: ERROR: cannot open multi-query plan as cursor",
                                        "a condition on the table's own columns, with functions and operators of PostgreSQL",
                                        "Correct where in objects"),
                                T,
                                READ_T)
                        .on(17)
                        .mendedBy("objects: [{ table: public.t, where: \"id > 0\" }]"),
                bad(
                        "filter_beyond",
                        "row-filter-columns",
                        "objects: [{ table: public.t, where: \"v <> 'x' AND id > 0\" }]",
                        new Failed(
                                "1 column: public.t.v of a row filter, not of the replica identity",
                                "columns of the replica identity only, or REPLICA IDENTITY FULL",
                                "ALTER TABLE \"public\".\"t\" REPLICA IDENTITY FULL;",
                                "or take the columns out of where"),
                        T,
                        READ_T));
    }

    private static Stream<BadState> generated() {
        return Stream.of(
                bad(
                                "generated",
                                "generated-columns",
                                "",
                                new Warning(
                                        "1 generated column: public.t.g not published",
                                        "readers that compute them, or columns that are not generated",
                                        "A reader can compute them from the others; or make them ordinary columns, which the application then fills:",
                                        "ALTER TABLE \"public\".\"t\" ALTER \"g\" DROP EXPRESSION;"),
                                GENERATED)
                        .before18(),
                bad(
                                "generated",
                                "generated-columns",
                                "",
                                new Warning(
                                        "1 generated column: public.t.g not published",
                                        "readers that compute them, or columns that are not generated",
                                        "ALTER PUBLICATION \"dts_sync_shop\" SET (publish_generated_columns = stored);",
                                        "once the publication is there; or list them in objects among the columns of their tables"),
                                GENERATED,
                                "CREATE PUBLICATION dts_sync_shop FOR ALL TABLES WITH (publish_via_partition_root = true)")
                        .on(18),
                bad(
                                "generated_listed",
                                "generated-columns",
                                "objects: [{ table: public.t, columns: [id, g] }]",
                                new Failed(
                                        "1 generated column: public.t.g listed in objects, which PostgreSQL 17 can't publish",
                                        "columns that are not generated",
                                        "Take them out of columns in objects"),
                                GENERATED)
                        .on(17)
                        .mendedBy("objects: [{ table: public.t, columns: [id] }]"),
                bad(
                                "generated_virtual",
                                "generated-columns",
                                "objects: [{ table: public.t, columns: [id, g] }]",
                                new Failed(
                                        "1 generated column: public.t.g listed in objects, which PostgreSQL 18 can't publish",
                                        "columns that are stored",
                                        "Take them out of columns in objects"),
                                GENERATED.replace("STORED", "VIRTUAL"))
                        .on(18)
                        .mendedBy("objects: [{ table: public.t, columns: [id] }]"));
    }

    private static Stream<BadState> values() {
        return Stream.of(
                bad(
                                "cash",
                                "money",
                                "",
                                new Warning(
                                        "1 column: public.t.price of money, printed as lc_monetary = 'C' says",
                                        "numeric",
                                        "ALTER TABLE \"public\".\"t\" ALTER \"price\" TYPE numeric USING \"price\"::numeric;"),
                                "CREATE TABLE t (id int PRIMARY KEY, price money)")
                        .on(17),
                bad(
                                "digits_nowhere",
                                "normalise-columns",
                                "normalise: { columns: { public.t.pirce: { digits: 2 } } }",
                                new Warning(
                                        "not there, or not selected: 1 column: public.t.pirce",
                                        "names of columns that are selected",
                                        "Correct them in normalise.columns, or take them out, unless they are still to be made"),
                                "CREATE TABLE t (id int PRIMARY KEY, price real)")
                        .on(17)
                        .mendedBy("normalise: { columns: { public.t.price: { digits: 2 } } }"),
                bad(
                                "digits_wrong",
                                "normalise-digits",
                                "normalise: { columns: { public.t.id: { digits: 2 }, public.t.r: { digits: 39 }, public.t.c: { digits: 40 }, public.t.d: { digits: 40 } } }",
                                new Failed(
                                        "public.t.c is public.pair[] and has 40 digits, public.t.id is integer and has 2 digits, public.t.r is real and has 39 digits",
                                        "real with 0 to 38 digits, or double precision with 0 to 308, alone or within other types",
                                        "Correct the digits in normalise.columns, or take the columns out"),
                                "CREATE DOMAIN small AS real",
                                "CREATE TYPE pair AS (a small, b double precision)",
                                "CREATE TABLE t (id int PRIMARY KEY, r real, d numrange, c pair[])",
                                "ALTER TABLE t ALTER d TYPE double precision[] USING NULL")
                        .on(17)
                        .mendedBy(
                                "normalise: { columns: { public.t.r: { digits: 38 }, public.t.c: { digits: 38 }, public.t.d: { digits: 40 } } }"),
                bad(
                                "function_nowhere",
                                "function-columns",
                                "functions: { jar: functions.jar, apply: [{ function: f, columns: [public.t.id, public.t.nmae] }] }",
                                new Failed(
                                        "not published: 1 column: public.t.nmae",
                                        "names of columns that are selected and not generated",
                                        "Correct them in functions.apply; or, if they are still to be made, say optional: true"),
                                T)
                        .on(17)
                        .mendedBy(
                                "functions: { jar: functions.jar, apply: [{ function: f, columns: [public.t.nmae], optional: true }] }"));
    }
}
