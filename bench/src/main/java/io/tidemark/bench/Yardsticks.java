package io.tidemark.bench;

import io.tidemark.bench.result.Run;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;
import org.postgresql.replication.PGReplicationStream;

/** The least that a Java program can do about the same rows: receive them through pgjdbc and throw them away. */
final class Yardsticks {

    private static final String SLOT = "bench_drain";

    private final SourceDatabase source;

    Yardsticks(SourceDatabase source) {
        this.source = source;
    }

    /** One session's {@code COPY (SELECT * FROM table) TO STDOUT}, of one table after the other. */
    Run copy(long expectedRows) throws Exception {
        try (Connection connection = source.connect();
                Stopwatch stopwatch = stopwatch()) {
            List<String> tables = source.tables();
            CopyManager copy = connection.unwrap(PGConnection.class).getCopyAPI();
            stopwatch.forgetPeak();
            Instant from = Instant.now();
            long rows = 0;
            for (String table : tables) {
                rows += copy.copyOut(
                        "COPY (SELECT * FROM %s) TO STDOUT".formatted(table), OutputStream.nullOutputStream());
            }
            return measured(stopwatch, rows, expectedRows, from);
        }
    }

    /** Makes the slot that is drained later. */
    void createSlot() throws SQLException {
        source.createSlot(SLOT);
    }

    /** All changes of the slot, from START_REPLICATION to the commit that follows the last of them. */
    Run drain(long expectedChanges) throws Exception {
        try (Connection connection = source.connectReplication();
                Stopwatch stopwatch = stopwatch()) {
            stopwatch.forgetPeak();
            Instant from = Instant.now();
            try (PGReplicationStream stream = start(connection)) {
                long changes = drain(stream, expectedChanges);
                return measured(stopwatch, changes, expectedChanges, from);
            }
        }
    }

    private static PGReplicationStream start(Connection connection) throws SQLException {
        return connection
                .unwrap(PGConnection.class)
                .getReplicationAPI()
                .replicationStream()
                .logical()
                .withSlotName(SLOT)
                .withAutomaticFlush(false)
                .withSlotOption("proto_version", "1")
                .withSlotOption("publication_names", SourceServer.PUBLICATION)
                .start();
    }

    private static long drain(PGReplicationStream stream, long expectedChanges) throws SQLException {
        long changes = 0;
        while (true) {
            ByteBuffer message = stream.read();
            switch ((char) message.get(message.position())) {
                case 'I', 'U', 'D' -> changes++;
                case 'C' -> {
                    if (changes >= expectedChanges) {
                        return changes;
                    }
                }
                default -> {} // what a transaction begins with, and the shapes of tables
            }
        }
    }

    private static Run measured(Stopwatch stopwatch, long rows, long expected, Instant from) {
        Instant to = Instant.now();
        stopwatch.look();
        if (rows != expected) {
            throw new BenchException("%d rows were received, expected %d".formatted(rows, expected));
        }
        return stopwatch.run(rows, from, to);
    }

    private Stopwatch stopwatch() {
        return new Stopwatch(
                new Processes(Processes.of(ProcessHandle.current().pid()), source::processes, Processes.none()));
    }
}
