package io.tidemark.precheck;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidemark.embedded.server.PostgresServer;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrecheckCommandIT {

    @TempDir
    static Path directory;

    private static PostgresServer server;
    private static Source source;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeAll
    static void startServer() throws Exception {
        server = PostgresServer.startIn(directory.resolve("postgres"), Map.of("fsync", "off", "wal_level", "replica"));
        server.createDatabase("shop");
        source = Source.of(server, directory, "shop", "[{ table: public.orders }]");
        source.run(
                "CREATE ROLE shop LOGIN REPLICATION PASSWORD 'let-me-in'",
                "CREATE TABLE orders (id int PRIMARY KEY)",
                "GRANT SELECT ON orders TO shop",
                "CREATE PUBLICATION dts_sync_shop FOR TABLE orders WITH (publish_via_partition_root = true)");
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    private int precheck(String... arguments) {
        return PrecheckCommand.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }

    @Test
    void tellsTheWorstFirstAndWhatToPaste() {

        int exit = precheck(source.task().toString());

        assertThat(exit).as(err.toString()).isEqualTo(1);
        assertThat(out.toString().lines()).allMatch(line -> line.length() <= 100);
        assertThat(out.toString().lines().map(line -> line.replaceAll(" +", " ")))
                .startsWith(
                        " CHECK STATE SEEN",
                        " wal-level failed wal_level = replica",
                        " tls warning source.tls.mode is 'disable', and this session is not encrypted");
        assertThat(out.toString()).contains("""
                        wal-level, failed: wal_level is logical
                            seen     wal_level = replica
                            needed   wal_level = logical
                            why      The server decodes only WAL that it wrote at this level.
                            remedy   ALTER SYSTEM SET wal_level = 'logical';
                                     then restart the server
                        """);
        assertThat(out.toString().lines().reduce("", (before, line) -> line))
                .matches(
                        "\\d+ of \\d+ checks passed \\(\\d\\d %\\): not ready. Follow the remedies, and run precheck again");
    }

    @Test
    void warningsMayBeIgnoredAndFailuresNot() {
        assertThat(precheck(source.task().toString(), "--only", "tls,encoding", "--ignore", "tls"))
                .isZero();
        assertThat(out.toString())
                .endsWith("2 of 2 checks passed (100 %): ready. Start the task: tidemark run TASK.yaml\n");
        assertThat(precheck(source.task().toString(), "--only", "wal-level", "--ignore", "wal-level"))
                .isEqualTo(1);
    }

    @Test
    void printsForProgramsToo() throws Exception {
        assertThat(precheck(source.task().toString(), "--json", "--only", "wal-level,standby"))
                .isEqualTo(1);

        JsonNode report = new ObjectMapper().readTree(out.toString());
        assertThat(report.toString())
                .isEqualTo(
                        "{\"version\":1,\"ready\":false,\"success_rate\":50,\"checks\":[{\"id\":\"wal-level\",\"title\":\"wal_level is logical\",\"state\":\"failed\",\"seen\":\"wal_level = replica\",\"needed\":\"wal_level = logical\",\"remedy\":[\"ALTER SYSTEM SET wal_level = 'logical';\",\"then restart the server\"],\"why\":\"The server decodes only WAL that it wrote at this level.\",\"may_be_ignored\":false},{\"id\":\"standby\",\"title\":\"the server is a primary\",\"state\":\"passed\",\"seen\":\"a primary\",\"why\":\"A standby can't make the publication, and a slot on it does not outlive a promotion.\",\"may_be_ignored\":false}]}");
    }

    @Test
    void writesAPageAsWell() throws Exception {
        Path page = directory.resolve("report.html");

        assertThat(precheck(source.task().toString(), "--only", "wal-level", "--html", page.toString()))
                .isEqualTo(1);
        assertThat(out.toString()).contains("wal-level, failed: wal_level is logical");
        assertThat(page)
                .content()
                .contains(
                        "<h1>Precheck of shop</h1>",
                        "database &#39;shop&#39; at 127.0.0.1:%d as user &#39;shop&#39;, ".formatted(server.port()),
                        "<pre>ALTER SYSTEM SET wal_level = &#39;logical&#39;;\nthen restart the server</pre>");

        assertThat(precheck(source.task().toString(), "--only", "encoding", "--html", "/proc/none/report.html"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("--html: '/proc/none/report.html' can't be written: ");
    }

    @Test
    void listsAllChecksWithoutAskingAnybody() {
        assertThat(precheck("--list")).isZero();
        assertThat(out.toString().lines()).hasSize(2 * Checks.ALL.size()).contains("wal-level: wal_level is logical");
    }

    @Test
    void noAnswerAndWrongUsageHaveExitCodesOfTheirOwn() throws Exception {
        Path nobody = Files.writeString(
                directory.resolve("nobody.yaml"),
                Files.readString(source.task()).replace("port: " + server.port(), "port: 1"));

        assertThat(precheck(nobody.toString())).isEqualTo(3);
        assertThat(err.toString())
                .isEqualTo(
                        "cannot connect to database 'shop' at 127.0.0.1:1 as user 'shop': nothing listens there; check source.host and source.port, and listen_addresses of the server\n");
        assertThat(precheck(source.task().toString(), "--only", "walevel")).isEqualTo(2);
        assertThat(err.toString()).contains("--only: there is no check 'walevel'; precheck --list names all");
        assertThat(precheck(source.task().toString(), "--only", "topics")).isEqualTo(2);
        assertThat(err.toString()).contains("--only: these checks are not for a task with this sink");
        assertThat(precheck(source.task().toString(), "--timeout", "0")).isEqualTo(2);
        assertThat(precheck()).isEqualTo(2);
        assertThat(precheck(directory.resolve("missing.yaml").toString())).isEqualTo(2);
    }
}
