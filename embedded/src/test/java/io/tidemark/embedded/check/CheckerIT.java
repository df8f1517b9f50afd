package io.tidemark.embedded.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.embedded.check.SmallReader.Fence;
import io.tidemark.embedded.workload.Workload;
import io.tidemark.embedded.workload.WorkloadOptions;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
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
                database,
                WorkloadOptions.seeded(1).withRows(2_000).withClients(4, 60).withChangesPerSecond(3_000));
        reader = new SmallReader(database, workload.tables());
        reader.makeSlot();
        workload.start();
        awaitChanges(4_000);
        awaitOpenTransactions(database);
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
        Verdict verdict = verdict(Fence.LSN_OF_THE_CHANGE);

        assertThat(verdict.lost()).as(verdict.table()).isPositive();
    }

    @Test
    void aReaderWithoutAFenceRepeatsChanges() throws SQLException {
        Verdict verdict = verdict(Fence.NONE);

        assertThat(verdict.repeated()).as(verdict.table()).isPositive();
    }

    private static void awaitChanges(int more) {
        long changes = workload.log().changes() + more;
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> workload.log().changes() > changes);
    }

    /** Until many have changed rows and wait before they commit, so that a false fence is sure to lose some of them. */
    private static void awaitOpenTransactions(DataSource database) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> {
                        try (ResultSet open = statement.executeQuery(
                                "SELECT count(*) FROM pg_stat_activity WHERE backend_xid IS NOT NULL AND wait_event = 'PgSleep'")) {
                            open.next();
                            return open.getInt(1) >= 20;
                        }
                    });
        }
    }

    private static Verdict verdict(Fence fence) throws SQLException {
        Checker checker = new Checker(workload.log(), workload.tables(), CheckOptions.STRICT);
        reader.lines(fence).forEach(line -> checker.line(line.text()));
        return checker.verdict(workload.contents());
    }
}
