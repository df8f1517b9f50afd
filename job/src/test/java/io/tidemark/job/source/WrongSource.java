package io.tidemark.job.source;

import java.util.List;
import java.util.stream.Stream;

/**
 * A source that is not as it must be.
 *
 * @param name of the database, of the role that reads it, and of the task
 * @param objects of the task file
 * @param setup done as superuser
 * @param sentence of the refusal
 */
record WrongSource(String name, String objects, List<String> setup, String sentence) {

    static final String WHOLE_DATABASE = "";
    static final String ONE_TABLE = "[{ table: public.t }]";
    static final String T = "CREATE TABLE public.t (id int PRIMARY KEY, v text)";

    @Override
    public String toString() {
        return name;
    }

    static WrongSource wrong(String name, String objects, String sentence, String... setup) {
        return new WrongSource(name, objects, List.of(setup), sentence);
    }

    /** What a DBA does for a task of the given name that tracks the table t. */
    private static String[] readable(String task, String... before) {
        return Stream.concat(
                        Stream.of(before),
                        Stream.of(
                                "GRANT SELECT ON ALL TABLES IN SCHEMA public TO " + task,
                                "CREATE PUBLICATION dts_sync_" + task
                                        + " FOR TABLE public.t WITH (publish_via_partition_root = true)"))
                .toArray(String[]::new);
    }

    static Stream<WrongSource> whatSqlHeals() {
        return Stream.of(
                wrong(
                        "unlogged",
                        ONE_TABLE,
                        "objects: public.t is unlogged, so that its changes are not in the log: run ALTER TABLE \"public\".\"t\" SET LOGGED, or take it out",
                        "CREATE UNLOGGED TABLE public.t (id int PRIMARY KEY)",
                        "ALTER ROLE unlogged SUPERUSER"),
                wrong(
                        "without_replication",
                        ONE_TABLE,
                        "role 'without_replication' may not replicate: run ALTER ROLE \"without_replication\" REPLICATION",
                        readable("without_replication", T, "ALTER ROLE without_replication NOREPLICATION")),
                wrong(
                        "without_select",
                        ONE_TABLE,
                        "role 'without_select' may not read public.t: run GRANT SELECT ON \"public\".\"t\" TO \"without_select\"",
                        T,
                        "GRANT SELECT (id, v) ON public.t TO without_select", // not enough to lock the table
                        "CREATE PUBLICATION dts_sync_without_select FOR TABLE t WITH (publish_via_partition_root = true)"),
                wrong(
                        "without_usage",
                        "[{ schema: hidden }]",
                        "role 'without_usage' may not look into schema hidden, where hidden.t is: run GRANT USAGE ON SCHEMA \"hidden\" TO \"without_usage\"",
                        "CREATE SCHEMA hidden",
                        "CREATE TABLE hidden.t (id int PRIMARY KEY)",
                        "GRANT SELECT ON hidden.t TO without_usage",
                        "CREATE PUBLICATION dts_sync_without_usage FOR TABLES IN SCHEMA hidden WITH (publish_via_partition_root = true)"),
                wrong(
                        "row_security",
                        ONE_TABLE,
                        "public.t has row-level security, which would hide rows of it from role 'row_security': run ALTER ROLE \"row_security\" BYPASSRLS",
                        readable("row_security", T, "ALTER TABLE t ENABLE ROW LEVEL SECURITY")),
                wrong(
                        "identity_nothing",
                        ONE_TABLE,
                        "public.t has REPLICA IDENTITY NOTHING, so its updates and deletes don't say of which row: run ALTER TABLE \"public\".\"t\" REPLICA IDENTITY DEFAULT",
                        readable("identity_nothing", T, "ALTER TABLE t REPLICA IDENTITY NOTHING")),
                wrong(
                        "deferrable_key",
                        ONE_TABLE,
                        "public.t has a deferrable primary key, by which the log can't say of which row a change is, so that its updates and deletes would fail: run ALTER TABLE \"public\".\"t\" REPLICA IDENTITY FULL",
                        readable("deferrable_key", "CREATE TABLE t (id int PRIMARY KEY DEFERRABLE)")),
                wrong(
                        "without_identity",
                        ONE_TABLE,
                        "public.t has no primary key, and no index as its replica identity, by which the log could say of which row a change is, so that its updates and deletes would fail: run ALTER TABLE \"public\".\"t\" REPLICA IDENTITY FULL",
                        readable("without_identity", "CREATE TABLE t (id int)")),
                wrong(
                        "filter_beyond_identity",
                        "[{ table: public.t, where: \"v <> 'x' AND id > 0\" }]",
                        "public.t has columns in its row filter that its replica identity does not have (v), so that its updates and deletes would fail: run ALTER TABLE \"public\".\"t\" REPLICA IDENTITY FULL",
                        T,
                        "ALTER ROLE filter_beyond_identity SUPERUSER"),
                wrong(
                        "table_not_published",
                        "[{ table: public.t }, { table: public.u, columns: [id], where: \"id > 0\" }]",
                        "publication dts_sync_table_not_published does not hold public.u, which the task selects: run ALTER PUBLICATION \"dts_sync_table_not_published\" ADD TABLE ONLY \"public\".\"u\" (\"id\") WHERE (id > 0)",
                        readable("table_not_published", T, "CREATE TABLE u (id int PRIMARY KEY, v text)")),
                wrong(
                        "table_not_selected",
                        ONE_TABLE,
                        "publication dts_sync_table_not_selected holds public.u, which the task does not select: select it under objects, or run ALTER PUBLICATION \"dts_sync_table_not_selected\" DROP TABLE \"public\".\"u\"",
                        with(
                                readable("table_not_selected", T, "CREATE TABLE u (id int PRIMARY KEY)"),
                                "ALTER PUBLICATION dts_sync_table_not_selected ADD TABLE u")),
                wrong(
                        "schema_not_published",
                        "[{ schema: public }, { schema: more }]",
                        "publication dts_sync_schema_not_published does not hold schema more, which the task selects: run ALTER PUBLICATION \"dts_sync_schema_not_published\" ADD TABLES IN SCHEMA \"more\"",
                        "CREATE SCHEMA more",
                        "CREATE PUBLICATION dts_sync_schema_not_published FOR TABLES IN SCHEMA public WITH (publish_via_partition_root = true)"),
                wrong(
                        "schema_not_selected",
                        "[{ schema: public }]",
                        "publication dts_sync_schema_not_selected holds schema more, which the task does not select: select it under objects, or run ALTER PUBLICATION \"dts_sync_schema_not_selected\" DROP TABLES IN SCHEMA \"more\"",
                        "CREATE SCHEMA more",
                        "CREATE TABLE more.t (id int PRIMARY KEY)",
                        "GRANT USAGE ON SCHEMA more TO schema_not_selected",
                        "GRANT SELECT ON more.t TO schema_not_selected",
                        "CREATE PUBLICATION dts_sync_schema_not_selected FOR TABLES IN SCHEMA public, more WITH (publish_via_partition_root = true)"),
                wrong(
                        "published_whole",
                        ONE_TABLE,
                        "publication dts_sync_published_whole is for all tables, but the task selects some: run DROP PUBLICATION \"dts_sync_published_whole\"; CREATE PUBLICATION \"dts_sync_published_whole\" FOR TABLE ONLY \"public\".\"t\" WITH (publish_via_partition_root = true)",
                        T,
                        "GRANT SELECT ON t TO published_whole",
                        "CREATE PUBLICATION dts_sync_published_whole FOR ALL TABLES"),
                wrong(
                        "published_in_part",
                        WHOLE_DATABASE,
                        "publication dts_sync_published_in_part is for some tables, but the task selects the whole database, later tables included: run DROP PUBLICATION \"dts_sync_published_in_part\"; CREATE PUBLICATION \"dts_sync_published_in_part\" FOR ALL TABLES WITH (publish_via_partition_root = true)",
                        readable("published_in_part", T)),
                wrong(
                        "operations_differ",
                        ONE_TABLE,
                        "publication dts_sync_operations_differ sends insert, update, but the task tracks insert, update, delete, truncate: run ALTER PUBLICATION \"dts_sync_operations_differ\" SET (publish = 'insert, update, delete, truncate')",
                        with(
                                readable("operations_differ", T),
                                "ALTER PUBLICATION dts_sync_operations_differ SET (publish = 'insert, update')")),
                wrong(
                        "partitions_by_themselves",
                        ONE_TABLE,
                        "publication dts_sync_partitions_by_themselves sends the rows of partitions as if they were tables of their own: run ALTER PUBLICATION \"dts_sync_partitions_by_themselves\" SET (publish_via_partition_root = true)",
                        with(
                                readable("partitions_by_themselves", T),
                                "ALTER PUBLICATION dts_sync_partitions_by_themselves SET (publish_via_partition_root = false)")),
                wrong(
                        "columns_differ",
                        ONE_TABLE,
                        "publication dts_sync_columns_differ sends other columns of public.t than the task selects: run ALTER PUBLICATION \"dts_sync_columns_differ\" DROP TABLE \"public\".\"t\"; ALTER PUBLICATION \"dts_sync_columns_differ\" ADD TABLE ONLY \"public\".\"t\"",
                        with(
                                readable("columns_differ", T),
                                "ALTER PUBLICATION dts_sync_columns_differ SET TABLE t (id)")),
                wrong(
                        "rows_differ",
                        "[{ table: public.t, where: \"id > 0\" }]",
                        "publication dts_sync_rows_differ sends other rows of public.t than the task selects: run ALTER PUBLICATION \"dts_sync_rows_differ\" DROP TABLE \"public\".\"t\"; ALTER PUBLICATION \"dts_sync_rows_differ\" ADD TABLE ONLY \"public\".\"t\" WHERE (id > 0)",
                        readable("rows_differ", T)));
    }

    private static String[] with(String[] statements, String... more) {
        return Stream.concat(Stream.of(statements), Stream.of(more)).toArray(String[]::new);
    }

    static Stream<WrongSource> whatSqlDoesNotHeal() {
        return Stream.of(
                wrong(
                        "table_missing",
                        "[{ table: public.absent }]",
                        "objects: table public.absent does not exist in database 'table_missing': correct the name, or take it out"),
                wrong(
                        "a_view",
                        "[{ table: public.v }]",
                        "objects: public.v is not a table, and has no changes of its own: take it out",
                        "CREATE VIEW public.v AS SELECT 1 AS id"),
                wrong(
                        "schema_missing",
                        "[{ schema: absent }]",
                        "objects: schema absent does not exist in database 'schema_missing': correct the name, or take it out"),
                wrong(
                        "columns_under_full_identity",
                        "[{ table: public.t, columns: [id, v] }]",
                        "objects: public.t has REPLICA IDENTITY FULL, with which its updates and deletes would fail if only some columns were published: select all columns, or its inserts only (operations: [insert])",
                        T,
                        "ALTER TABLE t REPLICA IDENTITY FULL",
                        "ALTER ROLE columns_under_full_identity SUPERUSER"),
                wrong(
                        "no_primary_key",
                        WHOLE_DATABASE,
                        """
                        public.first has no primary key, and no index as its replica identity, by which the log could say of which row a change is, so that its updates and deletes would fail: run ALTER TABLE "public"."first" REPLICA IDENTITY FULL
                        public.second has no primary key, and no index as its replica identity, by which the log could say of which row a change is, so that its updates and deletes would fail: run ALTER TABLE "public"."second" REPLICA IDENTITY FULL""",
                        "CREATE TABLE second (id int)",
                        "CREATE TABLE first (id int UNIQUE)",
                        "ALTER ROLE no_primary_key SUPERUSER"),
                wrong(
                        "columns_without_key",
                        "[{ table: public.t, columns: [v] }]",
                        "objects: the columns of public.t don't hold all of its key (id), so that its updates and deletes would fail: select those too",
                        T,
                        "ALTER ROLE columns_without_key SUPERUSER"),
                wrong(
                        "operations_of_their_own",
                        "[{ table: public.t, operations: [insert] }, { table: public.u }]",
                        "objects: all tables of a task must have the same operations, as a publication has one list of them; split the task",
                        T,
                        "CREATE TABLE u (id int PRIMARY KEY)"),
                wrong(
                        "filter_that_is_no_sql",
                        "[{ table: public.t, where: \"no_such_column > 0\" }]",
                        "publication dts_sync_filter_that_is_no_sql could not be made: column \"no_such_column\" does not exist. Correct objects; what was run is:\nCREATE PUBLICATION \"dts_sync_filter_that_is_no_sql\" FOR TABLE ONLY \"public\".\"t\" WHERE (no_such_column > 0) WITH (publish_via_partition_root = true);",
                        T,
                        "ALTER ROLE filter_that_is_no_sql SUPERUSER"));
    }
}
