package io.tidemark.precheck;

import static io.tidemark.precheck.BadState.T;
import static io.tidemark.precheck.BadState.bad;

import io.tidemark.precheck.Finding.CouldNotRun;
import io.tidemark.precheck.Finding.Failed;
import io.tidemark.precheck.Finding.Warning;
import java.util.stream.Stream;

/** Servers and roles that are not as they must be. */
final class ServerStates {

    private static final String RELOAD = "SELECT pg_reload_conf()";

    private ServerStates() {}

    static Stream<BadState> all() {
        return Stream.of(
                bad(
                        "wal_limit",
                        "wal-retention",
                        "",
                        new Warning(
                                "max_slot_wal_keep_size = 1GB",
                                "WAL of at least 24 hours, or of as long as the task may be down",
                                "ALTER SYSTEM SET max_slot_wal_keep_size = -1;",
                                "SELECT pg_reload_conf();"),
                        "ALTER SYSTEM SET max_slot_wal_keep_size = '1GB'",
                        RELOAD),
                bad(
                                "wal_limits",
                                "wal-retention",
                                "",
                                new Warning(
                                        "max_slot_wal_keep_size = 2GB, idle_replication_slot_timeout = 2h",
                                        "WAL of at least 24 hours, or of as long as the task may be down",
                                        "ALTER SYSTEM SET max_slot_wal_keep_size = -1;",
                                        "ALTER SYSTEM SET idle_replication_slot_timeout = 0;",
                                        "SELECT pg_reload_conf();"),
                                "ALTER SYSTEM SET max_slot_wal_keep_size = '2GB'",
                                "ALTER SYSTEM SET idle_replication_slot_timeout = '2h'",
                                RELOAD)
                        .on(18),
                bad(
                                "no_replication",
                                "replication-role",
                                "",
                                new Failed(
                                        "role 'no_replication' has no REPLICATION",
                                        "REPLICATION",
                                        "ALTER ROLE \"no_replication\" REPLICATION;"),
                                "ALTER ROLE no_replication NOREPLICATION")
                        .on(17),
                bad(
                                "no_login",
                                "replication-login",
                                "",
                                new Failed(
                                        "no session for replication: cannot connect to database 'no_login' at 127.0.0.1:5432 as user 'no_login': the user lacks a right: permission denied to start WAL sender",
                                        "one that answers IDENTIFY_SYSTEM",
                                        "ALTER ROLE \"no_login\" REPLICATION;"),
                                "ALTER ROLE no_login NOREPLICATION")
                        .on(17),
                bad(
                        "view_closed",
                        "replication-role",
                        "",
                        new CouldNotRun(
                                "the server answered: ERROR: permission denied for view pg_roles",
                                "GRANT SELECT ON pg_catalog.pg_roles TO \"view_closed\";"),
                        "REVOKE SELECT ON pg_roles FROM PUBLIC"),
                bad(
                                "function_closed",
                                "one-server",
                                "",
                                new CouldNotRun(
                                        "the server answered: ERROR: permission denied for function pg_control_system",
                                        "GRANT EXECUTE ON FUNCTION pg_catalog.pg_control_system TO \"function_closed\";"),
                                "REVOKE EXECUTE ON FUNCTION pg_control_system FROM PUBLIC")
                        .on(17),
                bad(
                                "prepared",
                                "long-transactions",
                                "",
                                new Warning(
                                        "1 open, the oldest that of prepared transaction it's old for 00:00:00",
                                        "none",
                                        "COMMIT PREPARED 'it''s old';",
                                        "or, if it is to be undone: ROLLBACK PREPARED 'it''s old';"),
                                "CREATE TABLE t (id int)",
                                "BEGIN; INSERT INTO t VALUES (1); PREPARE TRANSACTION 'it''s old'")
                        .on(17),
                bad(
                                "slot_of_others",
                                "slot-state",
                                "",
                                new Failed(
                                        "slot dts_sync_shop is of plugin '' and database ''",
                                        "plugin 'pgoutput' and database 'slot_of_others'",
                                        "Give the task another name; or, if nobody needs that slot:",
                                        "SELECT pg_drop_replication_slot('dts_sync_shop');"),
                                "SELECT pg_create_physical_replication_slot('dts_sync_shop')")
                        .on(17),
                bad(
                        "sees_more",
                        "replication-sees",
                        "",
                        new Warning(
                                "role 'sees_more' can stream 1 table: public.t, which it has no SELECT on, through 1 publication: of others",
                                "publications of tables that the role may read",
                                "Keep the role's password as you would one that reads those tables; or drop what nobody needs:",
                                "DROP PUBLICATION \"of others\";"),
                        T,
                        "CREATE PUBLICATION \"of others\" FOR TABLE t",
                        "CREATE PUBLICATION dts_sync_shop FOR TABLE t"),
                bad(
                                "by_schema",
                                "server-version",
                                "objects: [{ schema: public }]",
                                new Failed(
                                        "PostgreSQL 14, and objects has columns, where or a whole schema",
                                        "PostgreSQL 15 or later for column lists, row filters and whole schemas",
                                        "Upgrade the server, or select whole tables one by one, or the whole database"))
                        .on(14)
                        .mendedBy(""),
                bad(
                                "little_patience",
                                "retry",
                                "retry: { connection: 20m, other: 5m }",
                                new Warning(
                                        "retry.connection is 20 minutes, retry.other is 5 minutes",
                                        "at least 30 minutes for connection, 10 for other",
                                        "In the task file: retry: { connection: 30m } or more",
                                        "In the task file: retry: { other: 10m } or more"))
                        .on(17)
                        .mendedBy("retry: { connection: 30m, other: 10m }"));
    }
}
