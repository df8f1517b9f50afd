package io.tidemark.embedded.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.embedded.check.SmallReader.Fence;
import io.tidemark.embedded.workload.Workload;
import io.tidemark.embedded.workload.WorkloadOptions;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The workload on a real server, its log read by a second implementation: what the clients wrote down, what the server's log
 * says and what the tables hold have to agree, in every value and in order.
 */
class CheckerIT {

    private static EmbeddedPostgres server;
    private static Workload workload;
    private static SmallReader reader;

    @BeforeAll
    static void readASnapshotWhileTheWorkloadRuns() throws Exception {
        server = EmbeddedPostgres.builder()
                .setServerConfig("wal_level", "logical")
                .start();
        DataSource database = server.getPostgresDatabase();
        workload = Workload.create(
                database, WorkloadOptions.seeded(1).withRows(2_000).withChangesPerSecond(3_000));
        reader = new SmallReader(database, workload.tables());
        reader.makeSlot();
        workload.start();
        awaitChanges(4_000);
        reader.readTables();
        awaitChanges(10_000);
        workload.stop();
        assertThat(workload.join(Duration.ofSeconds(20))).isTrue();
        reader.readSlot();
    }

    @AfterAll
    static void stopServer() throws IOException, SQLException {
        reader.dropSlot();
        server.close();
    }

    @Test
    void theServersLogAndTheClientsLogAgree() throws SQLException {
        Verdict verdict = verdict(Fence.VISIBILITY);

        assertThat(verdict.table()).contains("lost                          0");
        assertThat(verdict.isClean()).as(verdict.table()).isTrue();
        assertThat(verdict.snapshotRows()).isGreaterThan(2_000);
    }

    @Test
    void aFenceByTheChangesOwnLsnLosesChanges() throws SQLException {
        assertThat(verdict(Fence.LSN_OF_THE_CHANGE).lost()).isPositive();
    }

    @Test
    void aReaderWithoutAFenceRepeatsChanges() throws SQLException {
        assertThat(verdict(Fence.NONE).repeated()).isPositive();
    }

    private static void awaitChanges(int more) {
        long changes = workload.log().changes() + more;
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> workload.log().changes() > changes);
    }

    private static Verdict verdict(Fence fence) throws SQLException {
        Checker checker = new Checker(workload.log(), workload.tables(), CheckOptions.STRICT);
        reader.lines(fence).forEach(line -> checker.line(line.text()));
        return checker.verdict(workload.contents());
    }
}
