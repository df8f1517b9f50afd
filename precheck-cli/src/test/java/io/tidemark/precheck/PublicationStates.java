package io.tidemark.precheck;

import static io.tidemark.precheck.BadState.READ_T;
import static io.tidemark.precheck.BadState.T;
import static io.tidemark.precheck.BadState.bad;

import io.tidemark.precheck.Finding.Failed;
import java.util.stream.Stream;

/** Publications that are not there, or not the task's selection. */
final class PublicationStates {

    private static final String PREPARE = "or all of it at once: tidemark prepare TASK.yaml --apply --user ROLE";
    private static final String NOTHING_ELSE = "what objects selects and nothing else";

    private PublicationStates() {}

    static Stream<BadState> all() {
        return Stream.of(
                bad(
                        "not_owner",
                        "publication",
                        "objects: [{ table: public.t }]",
                        new Failed(
                                "there is no publication dts_sync_shop, and role 'not_owner' can't make it: it does not own 1 table: public.t",
                                "the publication, made by somebody who may",
                                "CREATE PUBLICATION \"dts_sync_shop\" FOR TABLE ONLY \"public\".\"t\" WITH (publish_via_partition_root = true);",
                                PREPARE),
                        T,
                        READ_T,
                        "GRANT CREATE ON DATABASE not_owner TO not_owner"),
                bad(
                                "no_create",
                                "publication",
                                "objects: [{ table: public.t }]",
                                new Failed(
                                        "there is no publication dts_sync_shop, and role 'no_create' can't make it: it has no CREATE on the database",
                                        "the publication, made by somebody who may",
                                        "CREATE PUBLICATION \"dts_sync_shop\" FOR TABLE ONLY \"public\".\"t\" WITH (publish_via_partition_root = true);",
                                        PREPARE),
                                T,
                                "ALTER TABLE t OWNER TO no_create")
                        .on(17),
                bad(
                        "whole_database",
                        "publication",
                        "",
                        new Failed(
                                "there is no publication dts_sync_shop, and role 'whole_database' can't make it: it is no superuser, which a whole database takes",
                                "the publication, made by somebody who may",
                                "CREATE PUBLICATION \"dts_sync_shop\" FOR ALL TABLES WITH (publish_via_partition_root = true);",
                                PREPARE)),
                bad(
                        "other_tables",
                        "publication",
                        "objects: [{ table: public.t, operations: [insert] }]",
                        new Failed(
                                "publication dts_sync_shop is to send: partitions as parts of their table, insert rather than insert, update, delete, truncate, + public.t, - public.u",
                                NOTHING_ELSE,
                                "ALTER PUBLICATION \"dts_sync_shop\" SET TABLE ONLY \"public\".\"t\";",
                                "ALTER PUBLICATION \"dts_sync_shop\" SET (publish_via_partition_root = true, publish = 'insert');",
                                PREPARE),
                        T,
                        "CREATE TABLE u (id int PRIMARY KEY)",
                        "CREATE PUBLICATION dts_sync_shop FOR TABLE u"),
                bad(
                                "other_forms",
                                "publication",
                                "objects: [{ table: public.t, columns: [id, v] }, { table: public.u, where: \"id > 0\" }]",
                                new Failed(
                                        "publication dts_sync_shop is to send: other columns of public.t, other rows of public.u",
                                        NOTHING_ELSE,
                                        "ALTER PUBLICATION \"dts_sync_shop\" SET TABLE ONLY \"public\".\"t\" (\"id\", \"v\"), ONLY \"public\".\"u\" WHERE (id > 0);",
                                        "ALTER PUBLICATION \"dts_sync_shop\" SET (publish_via_partition_root = true, publish = 'insert, update, delete, truncate');",
                                        PREPARE),
                                T,
                                "CREATE TABLE u (id int PRIMARY KEY)",
                                "CREATE PUBLICATION dts_sync_shop FOR TABLE t (id), u WITH (publish_via_partition_root = true)")
                        .on(15, 18),
                bad(
                        "all_tables",
                        "publication",
                        "objects: [{ table: public.t }]",
                        new Failed(
                                "publication dts_sync_shop is to send: some tables rather than all",
                                NOTHING_ELSE,
                                "DROP PUBLICATION \"dts_sync_shop\";",
                                "CREATE PUBLICATION \"dts_sync_shop\" FOR TABLE ONLY \"public\".\"t\" WITH (publish_via_partition_root = true);",
                                PREPARE),
                        T,
                        "CREATE PUBLICATION dts_sync_shop FOR ALL TABLES WITH (publish_via_partition_root = true)"),
                bad(
                                "operations",
                                "publication",
                                "objects: [{ table: public.t, operations: [insert, delete] }, { table: public.u }]",
                                new Failed(
                                        "objects: all tables of a task must have the same operations, as a publication has one list of them; split the task",
                                        "a selection that one publication can send",
                                        "Change objects in the task file"),
                                T,
                                "CREATE TABLE u (id int PRIMARY KEY)",
                                "CREATE PUBLICATION dts_sync_shop FOR TABLE t, u WITH (publish_via_partition_root = true, publish = 'insert')")
                        .on(17)
                        .mendedBy(
                                "objects: [{ table: public.t, operations: [insert] }, { table: public.u, operations: [insert] }]"),
                bad(
                                "list_beside_schema",
                                "publication",
                                "objects: [{ table: public.t, columns: [id] }, { schema: pg_catalog }]",
                                new Failed(
                                        "objects: the server takes no column lists beside whole schemas: select the schemas' tables one by one, or split the task",
                                        "a selection that one publication can send",
                                        "Change objects in the task file"),
                                T,
                                "CREATE PUBLICATION dts_sync_shop FOR TABLE t WITH (publish_via_partition_root = true)")
                        .on(17)
                        .mendedBy("objects: [{ table: public.t }]"));
    }
}
