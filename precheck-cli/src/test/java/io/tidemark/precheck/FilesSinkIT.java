package io.tidemark.precheck;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.tidemark.embedded.server.Installation;
import io.tidemark.embedded.server.PostgresServer;
import io.tidemark.precheck.Finding.Failed;
import io.tidemark.precheck.Finding.Figure;
import io.tidemark.precheck.Finding.Passed;
import io.tidemark.task.SourceConnection;
import io.tidemark.task.TaskFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The folder of a sink, its disk, and how much there is to read at first. */
class FilesSinkIT {

    private static final Pattern AMOUNT = Pattern.compile("[\\d,.]+ (bytes|kB|MB|GB|TB|EB)");
    private static final Pattern TIME = Pattern.compile("in (less than a second|[\\d a-z]+?) by");

    @TempDir
    static Path directory;

    private static PostgresServer server;

    @BeforeAll
    static void startServer() {
        server = PostgresServer.startIn(directory.resolve("postgres"), Map.of("fsync", "off", "autovacuum", "off"));
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    private static Source source(String name, String... setup) throws Exception {
        server.createDatabase(name);
        Source source = Source.of(server, directory, name, "");
        source.run("CREATE ROLE %s LOGIN REPLICATION PASSWORD 'let-me-in'".formatted(name));
        source.run(setup);
        return source;
    }

    @Test
    void aFolderIsTriedAndLeftAsItWas() throws Exception {
        Source source = source("tried");
        Path folder = directory.resolve("new/data");

        Source task = source.into("sink: { files: { directory: '%s' } }\n".formatted(folder));

        assertThat(task.finding("sink-directory"))
                .isEqualTo(new Passed("%s can be made on this machine and written to".formatted(folder)));
        assertThat(directory.resolve("new")).doesNotExist();
        Files.createDirectories(folder);
        assertThat(task.finding("sink-directory")).isEqualTo(new Passed("%s can be written to".formatted(folder)));
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void whatIsInTheWayIsMoved() throws Exception {
        Path file = Files.createFile(directory.resolve("it's a file"));
        Source task = source("in_the_way").into("sink: { files: { directory: \"%s/data\" } }\n".formatted(file));

        Finding finding = task.finding("sink-directory");

        String quoted = "'" + directory + "/it'\\''s a file'";
        assertThat(finding)
                .isEqualTo(new Failed(
                        file + " is not a folder",
                        "a folder, or nothing, at sink.files.directory",
                        "Name another sink.files.directory, or move that file: mv %1$s %1$s.old".formatted(quoted)));
        String move = finding.remedy().get(0).replaceFirst(".*: mv", "mv");
        assertThat(new ProcessBuilder("sh", "-c", move).start().waitFor()).isZero();
        assertThat(task.finding("sink-directory")).isInstanceOf(Passed.class);
    }

    @Test
    void aFolderThatNobodyCanMakeIsTold() throws Exception {
        Finding finding = source("nobody")
                .into("sink: { files: { directory: /proc/tidemark } }\n")
                .finding("sink-directory");

        assertThat(finding.seen())
                .startsWith("user '%s' can't make a file in /proc/tidemark on this machine: "
                        .formatted(System.getProperty("user.name")));
        assertThat(finding.remedy())
                .containsExactly(
                        "As an administrator: install -d -o %s '/proc/tidemark'"
                                .formatted(System.getProperty("user.name")),
                        "or name another sink.files.directory");
    }

    @Test
    void aDiskThatIsTooSmallIsTold() throws Exception {
        Source source =
                source("small_disk", "CREATE TABLE t (id int PRIMARY KEY)", "INSERT INTO t VALUES (1)", "ANALYZE t");
        Source task = source.into("sink: { files: { directory: /proc/tidemark } }\n"); // where there is no room at all

        assertThat(task.finding("sink-space"))
                .isEqualTo(new Failed(
                        "about 16 kB for the rows that are there now, 0 bytes free at /proc/tidemark",
                        "room for all rows",
                        List.of("Free 16 kB, or name a sink.files.directory on a larger disk"),
                        List.of(new Figure("bytes", 16_784), new Figure("free_bytes", 0))));
        assertThat(source.finding("sink-space")).isInstanceOf(Passed.class);
    }

    /** A disk of its own is seen by one process only, so that it is the command that is asked. */
    @Test
    void aDiskThatIsFullIsFreed() throws Exception {
        Path disk = Files.createDirectory(directory.resolve("disk"));
        String mount = "mount -t tmpfs -o size=64k tmpfs '%s'".formatted(disk);
        assumeThat(privately(mount))
                .as("the kernel gives nobody a disk of one's own")
                .isEmpty();
        Source task = source(
                        "full_disk", "CREATE TABLE t (id int PRIMARY KEY)", "INSERT INTO t VALUES (1)", "ANALYZE t")
                .into("sink: { files: { directory: '%s' } }\n".formatted(disk));
        String precheck = "'%s/bin/java' -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp '%s' %s '%s' --only sink-space"
                .formatted(
                        System.getProperty("java.home"),
                        Installation.find().precheckClassPath(),
                        PrecheckCommand.class.getName(),
                        task.task());

        String told = privately(
                mount,
                "head -c 64k /dev/zero > '%s/full'".formatted(disk),
                precheck,
                "rm '%s/full'".formatted(disk),
                precheck);

        assertThat(told.replaceAll("\\s+", " "))
                .containsSubsequence(
                        "sink-space, failed",
                        "seen about 16 kB for the rows that are there now, 0 bytes free at " + disk,
                        "remedy Free 16 kB, or name a sink.files.directory on a larger disk",
                        "sink-space, passed",
                        "seen about 16 kB for the rows that are there now, 64 kB free at " + disk);
    }

    /** What commands print where what they mount is gone with them. */
    private static String privately(String... commands) throws Exception {
        Process shell = new ProcessBuilder("unshare", "-rm", "sh", "-c", String.join("\n", commands))
                .redirectErrorStream(true)
                .start();
        return new String(shell.getInputStream().readAllBytes(), UTF_8);
    }

    @Test
    void tellsHowMuchThereIs() throws Exception {
        Source source = source(
                "estimate",
                "CREATE TABLE \"Odd\"\"'\\;\n表\" (id int PRIMARY KEY, t text)",
                "INSERT INTO \"Odd\"\"'\\;\n表\" SELECT i, repeat('x', 100) FROM generate_series(1, 1000) i",
                "GRANT SELECT ON \"Odd\"\"'\\;\n表\" TO estimate",
                "ANALYZE",
                "CREATE TABLE p (id int, PRIMARY KEY (id)) PARTITION BY RANGE (id)",
                "CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (0) TO (10)",
                "CREATE TABLE p2 PARTITION OF p FOR VALUES FROM (10) TO (20)",
                "INSERT INTO p SELECT generate_series(0, 19)",
                "CREATE TABLE empty (id int)");

        Finding finding = source.finding("snapshot-estimate");

        assertThat(finding).isInstanceOf(Passed.class);
        assertThat(told(finding))
                .isEqualTo(
                        "3 tables of AMOUNT on disk and about 1,000 rows; 1 never analysed, whose rows are not counted; read in TIME by one reader, at AMOUNT a second; meanwhile AMOUNT of WAL at AMOUNT a second, and no limit on what a slot keeps; whether its disk has room for that can't be asked: look on 127.0.0.1 with df -h pg_wal");
        assertThat(figures(finding))
                .containsEntry("tables", 3L)
                .containsEntry("rows", 1000L)
                .containsEntry("tables_never_analysed", 1L)
                .hasEntrySatisfying("bytes", bytes -> assertThat(bytes).isBetween(130_000L, 400_000L))
                .hasEntrySatisfying("bytes_per_second", rate -> assertThat(rate).isPositive())
                .containsKeys("seconds", "wal_bytes", "wal_bytes_per_second")
                .hasSize(8);

        source.run("GRANT pg_read_all_settings TO estimate");
        assertThat(told(source.finding("snapshot-estimate")))
                .endsWith(
                        Files.isReadable(directory.resolve("postgres/data/postmaster.pid"))
                                ? "AMOUNT free on its disk"
                                : "df -h " + directory.resolve("postgres/data/pg_wal"));
    }

    @Test
    void aTableThatCanNotBeReadIsNotMeasured() throws Exception {
        Source source =
                source("closed", "CREATE TABLE t (id int PRIMARY KEY)", "INSERT INTO t VALUES (1)", "ANALYZE t");

        assertThat(amounts(source.finding("snapshot-estimate").seen()))
                .isEqualTo(
                        "1 table of AMOUNT on disk and about 1 rows; how long they take was not measured: the server answered: ERROR: permission denied for table t");
    }

    @Test
    void aLimitBelowTheWalOfTheSnapshotIsLifted() throws Exception {
        Source source = source(
                "limit_of_wal",
                "ALTER SYSTEM SET max_slot_wal_keep_size = '1MB'",
                "SELECT pg_reload_conf()",
                "CREATE TABLE t (id int PRIMARY KEY, t text)",
                "INSERT INTO t SELECT i, repeat('x', 1000) FROM generate_series(1, 20000) i",
                "GRANT SELECT ON t TO limit_of_wal",
                "ANALYZE t",
                // as if there were more rows than can be read within hours
                "UPDATE pg_class SET reltuples = 1e9 WHERE relname = 't'",
                "SELECT pg_stat_reset_shared('wal')",
                "INSERT INTO t SELECT i, repeat('x', 1000) FROM generate_series(20001, 22000) i");

        Finding finding = estimate(source);

        assertThat(finding).isInstanceOf(Failed.class);
        assertThat(told(finding))
                .startsWith(
                        "1 table of AMOUNT on disk and about 1,000,000,000 rows; read in TIME by one reader, at AMOUNT a second; meanwhile AMOUNT of WAL at AMOUNT a second, and a slot keeps 1.0 MB; whether");
        assertThat(figures(finding)).containsEntry("wal_limit_bytes", 1L << 20);
        await().until(() -> passesOncePasted(source));
        source.run("ALTER SYSTEM RESET max_slot_wal_keep_size", "SELECT pg_reload_conf()");
    }

    /** Measured for so short a time, the rates of two runs differ: what is then told is pasted, too. */
    private static boolean passesOncePasted(Source source) throws Exception {
        Finding finding = estimate(source);
        if (finding instanceof Passed) {
            return true;
        }
        for (String line : finding.remedy()) {
            source.run(line);
        }
        return false;
    }

    /** With so little time that the table is not read to its end. */
    private static Finding estimate(Source source) throws Exception {
        TaskFile task = TaskFile.read(source.task());
        try (Connection connection = SourceConnection.of(task).open();
                SourceServer asked = new SourceServer(task, connection)) {
            return new SnapshotEstimateCheck(Duration.ofMillis(5)).run(asked);
        }
    }

    private static Map<String, Long> figures(Finding finding) {
        return finding.figures().stream().collect(Collectors.toMap(Figure::name, Figure::value));
    }

    private static String told(Finding finding) {
        return TIME.matcher(amounts(finding.seen())).replaceAll("in TIME by");
    }

    private static String amounts(String text) {
        return AMOUNT.matcher(text).replaceAll("AMOUNT").replace("keeps AMOUNT", "keeps 1.0 MB");
    }
}
