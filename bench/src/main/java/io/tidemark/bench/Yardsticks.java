package io.tidemark.bench;

import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.stream.Stream;
import org.postgresql.PGConnection;
import org.postgresql.replication.PGReplicationStream;

/** The least that a Java program can do about the same rows: receive them through pgjdbc and throw them away. */
final class Yardsticks {

    private final SourceDatabase source;

    Yardsticks(SourceDatabase source) {
        this.source = source;
    }

    /** One session's {@code COPY (SELECT * FROM table) TO STDOUT}. */
    Run copy(String table, long expectedRows) throws Exception {
        try (Connection connection = source.connect();
                Stopwatch stopwatch = stopwatch()) {
            String copy = "COPY (SELECT * FROM %s) TO STDOUT".formatted(table);
            Instant from = Instant.now();
            long rows =
                    connection.unwrap(PGConnection.class).getCopyAPI().copyOut(copy, OutputStream.nullOutputStream());
            return measured(stopwatch, rows, expectedRows, from);
        }
    }

    /**
     * All changes of a slot, from START_REPLICATION to the commit that follows the last of them.
     *
     * @param publication only its tables are sent, to the job too
     */
    Run drain(String slot, String publication, long expectedChanges) throws Exception {
        try (Connection connection = source.connectReplication();
                Stopwatch stopwatch = stopwatch()) {
            Instant from = Instant.now();
            try (PGReplicationStream stream = start(connection, slot, publication)) {
                long changes = drain(stream, expectedChanges);
                return measured(stopwatch, changes, expectedChanges, from);
            }
        }
    }

    private static PGReplicationStream start(Connection connection, String slot, String publication)
            throws SQLException {
        return connection
                .unwrap(PGConnection.class)
                .getReplicationAPI()
                .replicationStream()
                .logical()
                .withSlotName(slot)
                .withAutomaticFlush(false)
                .withSlotOption("proto_version", "1")
                .withSlotOption("publication_names", publication)
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
        return new Stopwatch(() -> Stream.of(ProcessHandle.current()), source::processes);
    }
}
