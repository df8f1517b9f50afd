package io.tidemark.precheck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidemark.embedded.server.PostgresServer;
import io.tidemark.precheck.Finding.Passed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** Sources of every version that are not as they must be: the whole finding, and that what it says to do mends it. */
@ParameterizedClass(name = "PostgreSQL {0}")
@ValueSource(ints = {14, 15, 16, 17, 18})
class PrecheckIT {

    @TempDir
    static Path directory;

    private static PostgresServer server;

    @Parameter
    private int version;

    @BeforeParameterizedClassInvocation
    static void startServer(int version) throws IOException {
        Files.write(directory.resolve("functions.jar"), new byte[0]);
        server = PostgresServer.startIn(
                directory.resolve("on-" + version),
                Map.of("max_prepared_transactions", "2", "autovacuum", "off"),
                PostgresVersions.ofMajor(version));
    }

    @AfterParameterizedClassInvocation
    static void stopServer() {
        server.close();
    }

    @TestFactory
    Stream<DynamicTest> whatTheRemedySaysMendsIt() {
        return Stream.of(ServerStates.all(), PublicationStates.all(), ObjectStates.all(), ColumnStates.all())
                .flatMap(states -> states)
                .filter(bad -> bad.versions().contains(version))
                .map(bad -> DynamicTest.dynamicTest(bad.name(), () -> isToldAndMended(bad)));
    }

    @Test
    void everyCheckCanBeAskedAndNoneWritesAnything() throws Exception {
        Source source = Source.made(server, directory, "all_well").with("objects: [{ table: public.t }]");
        source.run(
                BadState.T,
                BadState.READ_T,
                "CREATE PUBLICATION dts_sync_shop FOR TABLE t WITH (publish_via_partition_root = true)");
        String xid = source.ask("SELECT pg_snapshot_xmax(pg_current_snapshot())");

        Report report = source.report(Checks.ALL);

        assertThat(report.answers())
                .filteredOn(answer -> answer.state() != Report.State.PASSED)
                .extracting(answer -> answer.check().id())
                .containsExactly("tls");
        assertThat(source.ask("SELECT pg_snapshot_xmax(pg_current_snapshot())"))
                .as("the next transaction id, which moves on when anything is written")
                .isEqualTo(xid);
    }

    private void isToldAndMended(BadState bad) throws Exception {
        Source source = Source.made(server, directory, bad.name()).with(bad.settings());
        source.run(bad.setup());

        soon().untilAsserted(() -> assertThat(timeless(source.finding(bad.check())))
                .isEqualTo(bad.finding().toString()));

        source.run(Source.pasted(bad.finding()).stream()
                .map(line -> line.replace("(...)", "(id)"))
                .toList());
        if (bad.mended() != null) {
            source.with(bad.mended());
        }
        soon().untilAsserted(() -> assertThat(source.finding(bad.check())).isInstanceOf(Passed.class));
    }

    /** A setting takes a moment to be known to all sessions. */
    private static ConditionFactory soon() {
        return await().pollDelay(Duration.ZERO);
    }

    private static String timeless(Finding finding) {
        return finding.toString()
                .replaceAll("for \\d\\d:\\d\\d:\\d\\d", "for 00:00:00")
                .replaceAll("127.0.0.1:\\d+", "127.0.0.1:5432")
                .replaceAll("PostgreSQL (\\d\\d)\\.\\d+", "PostgreSQL $1");
    }
}
