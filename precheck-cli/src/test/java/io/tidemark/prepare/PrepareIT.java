package io.tidemark.prepare;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.embedded.server.PostgresServer;
import io.tidemark.task.SourceConnection;
import io.tidemark.task.TaskFile;
import io.tidemark.terminal.SafeText;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrepareIT {

    @TempDir
    static Path directory;

    private static PostgresServer server;

    @BeforeAll
    static void startServer() {
        server = PostgresServer.startIn(directory.resolve("postgres"), Map.of("fsync", "off"));
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    private Database shop(String name) throws Exception {
        Database shop = new Database(server, directory, name);
        shop.run(
                "CREATE TABLE orders (id int PRIMARY KEY, amount int, note text)",
                "CREATE TABLE lines (id int PRIMARY KEY, no int NOT NULL UNIQUE)",
                "ALTER TABLE lines REPLICA IDENTITY USING INDEX lines_no_key",
                "CREATE SCHEMA sales",
                "CREATE TABLE sales.days (day date) PARTITION BY RANGE (day)",
                "CREATE TABLE sales.days_1 PARTITION OF sales.days FOR VALUES FROM ('2026-01-01') TO ('2027-01-01')",
                "ALTER TABLE sales.days_1 REPLICA IDENTITY NOTHING");
        return shop;
    }

    @Test
    void releaseLeavesTheCatalogueAsItWasBeforePrepare() throws Exception {
        Database shop = shop("whole");
        shop.select(
                "whole_role",
                "[{ table: sales.days, replica-identity: full }, { table: public.orders, columns: [id, amount], where: \"id > 0\" }, { table: public.lines, replica-identity: full }]");
        List<String> before = shop.catalogue();

        assertThat(shop.prepare("--role", "whole_role")).as(shop.err()).isZero();
        assertThat(shop.out())
                .contains("\n-- nothing was changed; --apply does it")
                .doesNotContain("secret");
        assertThat(shop.catalogue()).isEqualTo(before);

        assertThat(shop.prepare("--role", "whole_role", "--apply"))
                .as(shop.err())
                .isZero();
        assertThat(shop.out().lines())
                .containsExactly(
                        "done  role 'whole_role', which may log in and replicate, with the password of ${file:"
                                + directory.resolve(Integer.toHexString("whole".hashCode()) + ".password") + '}',
                        "done  role 'whole_role' may look into schema sales",
                        "done  role 'whole_role' may read public.lines",
                        "done  role 'whole_role' may read public.orders",
                        "done  role 'whole_role' may read sales.days",
                        "done  public.lines tells whole rows before a change",
                        "done  sales.days tells whole rows before a change",
                        "done  sales.days_1 tells whole rows before a change",
                        "done  publication dts_sync_whole",
                        "making slot dts_sync_whole; the server waits for all running transactions to end",
                        "done  slot dts_sync_whole",
                        "Task whole is prepared in database 'whole'");
        assertThat(shop.rows("SELECT * FROM pg_publication_tables ORDER BY tablename"))
                .containsExactly(
                        "dts_sync_whole|sales|days|{day}|",
                        "dts_sync_whole|public|lines|{id,no}|",
                        "dts_sync_whole|public|orders|{id,amount}|(id > 0)");
        SourceConnection.of(TaskFile.read(shop.task())).openReplication().close();
        List<String> prepared = shop.catalogue();

        assertThat(shop.prepare("--role", "whole_role", "--apply")).isZero();
        assertThat(shop.out()).isEqualTo("Nothing to do: all that task whole needs in database 'whole' is there\n");
        assertThat(shop.catalogue()).isEqualTo(prepared);

        assertThat(shop.release()).as(shop.err()).isZero();
        assertThat(shop.out().lines())
                .containsExactly(
                        "done  slot dts_sync_whole is dropped",
                        "done  publication dts_sync_whole is dropped",
                        "done  sales.days_1 gets back REPLICA IDENTITY NOTHING",
                        "done  sales.days gets back REPLICA IDENTITY DEFAULT",
                        "done  public.lines gets back REPLICA IDENTITY USING INDEX \"lines_no_key\"",
                        "done  role 'whole_role' loses SELECT on TABLE sales.days",
                        "done  role 'whole_role' loses SELECT on TABLE public.orders",
                        "done  role 'whole_role' loses SELECT on TABLE public.lines",
                        "done  role 'whole_role' loses USAGE on SCHEMA sales",
                        "done  role 'whole_role' is dropped");
        assertThat(shop.catalogue()).isEqualTo(before);

        assertThat(shop.release()).isZero();
        assertThat(shop.out()).isEqualTo("Nothing is recorded in database 'whole' as made for task whole\n");
    }

    @Test
    void whatIsShownCanBePasted() throws Exception {
        Database shop = shop("pasted");
        shop.select("pasted", "[{ table: public.orders, replica-identity: full }]");
        List<String> before = shop.catalogue();
        shop.prepare("--role", "pasted");

        shop.run(shop.out()
                .lines()
                .filter(line -> !line.startsWith("\\password"))
                .reduce("", (all, line) -> all + line + '\n')
                .split("(?<=COMMIT;)"));

        assertThat(shop.prepare("--role", "pasted")).isZero();
        assertThat(shop.out()).startsWith("Nothing to do");
        assertThat(shop.release()).as(shop.err()).isZero();
        assertThat(shop.catalogue()).isEqualTo(before);
    }

    @Test
    void aChangedTaskFileIsShownAndMadeAsTheDifference() throws Exception {
        Database shop = shop("changed");
        shop.run("ALTER TABLE sales.days ADD PRIMARY KEY (day)", "ALTER TABLE sales.days_1 REPLICA IDENTITY DEFAULT");
        shop.select("changed", "[{ table: public.orders, replica-identity: full }, { table: public.lines }]");
        List<String> before = shop.catalogue();
        assertThat(shop.prepare("--role", "changed", "--apply")).as(shop.err()).isZero();

        shop.select("changed", "[{ table: public.orders, where: \"id > 1\" }, { schema: sales }]");
        assertThat(shop.prepare("--role", "changed", "--apply")).as(shop.err()).isZero();
        assertThat(shop.out().lines())
                .containsExactly(
                        "done  role 'changed' may look into schema sales",
                        "done  role 'changed' may read sales.days",
                        "done  role 'changed' loses SELECT on TABLE public.lines",
                        "done  public.orders gets back REPLICA IDENTITY DEFAULT",
                        "done  publication dts_sync_changed sends: + schema sales, - public.lines, other rows of public.orders",
                        "Task changed is prepared in database 'changed'");
        shop.select("changed", "[{ table: public.orders, where: \"id > 2\" }, { schema: sales }]");
        assertThat(shop.prepare("--apply")).isZero();
        assertThat(shop.out()).startsWith("done  publication dts_sync_changed sends: what the task file says now\n");
        assertThat(shop.rows("SELECT rowfilter FROM pg_publication_tables WHERE tablename = 'orders'"))
                .containsExactly("(id > 2)");
        shop.select("changed", "");
        assertThat(shop.prepare("--apply")).isZero();
        assertThat(shop.out()).startsWith("done  publication dts_sync_changed sends: all tables rather than some\n");
        assertThat(shop.prepare()).isZero();
        assertThat(shop.out()).startsWith("Nothing to do");

        assertThat(shop.release()).as(shop.err()).isZero();
        assertThat(shop.catalogue()).isEqualTo(before);
    }

    @Test
    void whatSomebodyElseMadeIsLeft() throws Exception {
        Database shop = shop("others");
        shop.select("others", "[{ table: public.orders, replica-identity: full }]");
        shop.run(
                "CREATE ROLE others LOGIN REPLICATION",
                "GRANT SELECT ON orders TO others",
                "ALTER TABLE orders REPLICA IDENTITY FULL",
                "SELECT pg_create_logical_replication_slot('dts_sync_others', 'pgoutput')");
        List<String> before = shop.catalogue();

        assertThat(shop.prepare("--role", "others", "--apply")).as(shop.err()).isZero();
        assertThat(shop.out().lines())
                .containsExactly(
                        "note  slot dts_sync_others is there already and not of prepare's making: it is used as it is, and release leaves it",
                        "done  publication dts_sync_others",
                        "Task others is prepared in database 'others'");
        assertThat(shop.release()).isZero();
        assertThat(shop.out()).contains("note  slot dts_sync_others is not of prepare's making and is left");
        assertThat(shop.catalogue()).isEqualTo(before);

        shop.run(
                "SELECT pg_drop_replication_slot('dts_sync_others')",
                "CREATE PUBLICATION dts_sync_others FOR TABLE orders",
                "COMMENT ON PUBLICATION dts_sync_others IS 'mine'");
        List<String> with = shop.catalogue();
        assertThat(shop.prepare("--apply")).isEqualTo(1);
        assertThat(shop.err())
                .isEqualTo(
                        "publication dts_sync_others is there, and neither prepare nor the job made it, so it is not touched: give the task another name, or if nobody needs it run DROP PUBLICATION \"dts_sync_others\";\n");
        assertThat(shop.release()).isZero();
        assertThat(shop.out())
                .isEqualTo(
                        "Nothing is recorded in database 'others' as made for task others: publication dts_sync_others is somebody else's and is left\n");
        assertThat(shop.catalogue()).isEqualTo(with);
    }

    /** The server would refuse the updates of a published table whose rows the log can't name. */
    @Test
    void theApplicationsUpdatesGoOn() throws Exception {
        Database shop = shop("updated");
        shop.run("CREATE TABLE keyless (id int)", "INSERT INTO keyless VALUES (1)");
        shop.select("updated", "[{ table: public.keyless }]");
        List<String> before = shop.catalogue();

        assertThat(shop.prepare("--apply")).isEqualTo(1);
        assertThat(shop.err()).isEqualTo("""
                        nothing was changed, because it would break the application:
                        replica-identity: 1 table: public.keyless without a usable replica identity, but what is needed is a primary key, REPLICA IDENTITY USING INDEX, or FULL. The server refuses updates and deletes of a published table if the log can't name the row: the application would break. ALTER TABLE "public"."keyless" REPLICA IDENTITY FULL;
                        """);
        assertThat(shop.catalogue()).isEqualTo(before);
        shop.run("UPDATE keyless SET id = 2");

        shop.select("updated", "[{ table: public.keyless, replica-identity: full }]");
        assertThat(shop.prepare("--apply")).as(shop.err()).isZero();
        shop.run("UPDATE keyless SET id = 3");
        assertThat(shop.release()).isZero();
        assertThat(shop.catalogue()).isEqualTo(before);
    }

    @Test
    void aRoleThatGotMoreIsKept() throws Exception {
        Database shop = shop("more");
        shop.select("more", "[{ table: public.orders }]");
        assertThat(shop.prepare("--role", "more", "--apply")).as(shop.err()).isZero();
        shop.run("GRANT SELECT ON lines TO more");

        assertThat(shop.release()).isEqualTo(1);
        assertThat(shop.out()).endsWith("""
                        done  role 'more' loses SELECT on TABLE public.orders
                        kept  role 'more' is dropped: role "more" cannot be dropped because some objects depend on it (privileges for table public.lines); somebody else gave it more than prepare did. This was not done, nor what belongs to it: DROP ROLE "more";
                        """);
        assertThat(shop.rows("SELECT 1 FROM pg_publication")).isEmpty();
        shop.run("REVOKE ALL ON lines FROM more", "DROP ROLE more");
    }

    /** Who may make a publication writes its comment: it must not make an administrator drop a role. */
    @Test
    void aRecordOfSomebodyWithoutTheRightIsNotFollowed() throws Exception {
        Database shop = shop("forged");
        shop.select("forger", "[{ table: public.orders }]");
        shop.run(
                "CREATE ROLE victim",
                "CREATE ROLE forger LOGIN REPLICATION",
                "GRANT CREATE ON DATABASE forged TO forger");
        assertThat(shop.prepare("--apply")).as(shop.err()).isZero();
        String comment =
                shop.rows("SELECT obj_description(oid) FROM pg_publication").get(0);
        shop.run(
                "ALTER PUBLICATION dts_sync_forged OWNER TO forger",
                "COMMENT ON PUBLICATION dts_sync_forged IS '%s'"
                        .formatted(comment.replace("'", "''")
                                .replace("[{", "[{\"made\":\"role\",\"name\":\"victim\"},{")));

        assertThat(shop.release()).as(shop.err()).isZero();
        assertThat(shop.out())
                .isEqualTo("done  slot dts_sync_forged is dropped\ndone  publication dts_sync_forged is dropped\n");
        shop.run("DROP ROLE victim", "REVOKE CREATE ON DATABASE forged FROM forger", "DROP ROLE forger");
    }

    @Test
    void namesOfAnyKindAreOnlyNames() throws Exception {
        String odd = "a\"; DROP TABLE x; --'%s_\\\n\uD83D\uDE00";
        String table = odd + "t".repeat(63 - odd.getBytes(java.nio.charset.StandardCharsets.UTF_8).length);
        Database shop = new Database(server, directory, odd);
        shop.run(
                "CREATE SCHEMA " + io.tidemark.task.SqlNames.quote(odd),
                "CREATE TABLE %s (%s int PRIMARY KEY)"
                        .formatted(Database.quoted(odd, table), io.tidemark.task.SqlNames.quote(odd)));
        String yaml = Database.yaml('"' + odd.replace("\"", "\"\"") + '"');
        shop.select(
                odd,
                "[{ table: \"%s.%s\", columns: [\"%s\"] }]"
                        .formatted(yaml, Database.yaml('"' + table.replace("\"", "\"\"") + '"'), yaml));
        List<String> before = shop.catalogue();

        assertThat(shop.prepare("--role", odd)).as(shop.err()).isZero();
        assertThat(shop.out().lines()).allMatch(SafeText::isSafe);
        assertThat(shop.prepare("--role", odd, "--apply")).as(shop.err()).isZero();
        SourceConnection.of(TaskFile.read(shop.task())).openReplication().close();
        assertThat(shop.prepare("--role", odd)).isZero();
        assertThat(shop.out()).startsWith("Nothing to do");
        assertThat(shop.release()).as(shop.err()).isZero();
        assertThat(shop.catalogue()).isEqualTo(before);
    }
}
