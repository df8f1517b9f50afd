package io.tidemark.precheck;

import io.tidemark.precheck.Finding.CouldNotRun;
import io.tidemark.precheck.Finding.Failed;
import io.tidemark.precheck.Finding.Figure;
import io.tidemark.precheck.Finding.Passed;
import io.tidemark.task.Sink;
import io.tidemark.task.TaskFile;
import io.tidemark.terminal.Amounts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;

/** All rows that are there now go into files, and are kept for the retention. */
final class SinkSpaceCheck implements Precheck {

    /** Of a record beside the row's values: its envelope, and the names of the columns. */
    private static final long BYTES_A_ROW = 400;

    /** Text takes more than what the server keeps, which is compressed where it is long. */
    private static final long BYTES_A_BYTE = 2;

    @Override
    public String id() {
        return "sink-space";
    }

    @Override
    public String title() {
        return "the sink's disk has room for the rows that are there now";
    }

    @Override
    public String why() {
        return "A full disk stops the job, and the slot keeps WAL in the source until it goes on. It is an estimate, twice the tables' bytes and 400 for each row, of this machine's disk; what changes within the retention comes on top.";
    }

    @Override
    public boolean concerns(TaskFile task) {
        return task.sink() instanceof Sink.Files;
    }

    @Override
    public Finding run(SourceServer server) throws SQLException {
        Path directory = ((Sink.Files) server.task().sink()).path();
        long needed = server.sizes().stream()
                .mapToLong(table -> BYTES_A_BYTE * table.bytes() + BYTES_A_ROW * table.rows())
                .sum();
        long free;
        try {
            free = Files.getFileStore(existing(directory)).getUsableSpace();
        } catch (IOException e) {
            return new CouldNotRun("the disk of %s can't be looked at: %s".formatted(directory, e));
        }
        List<Figure> figures = List.of(new Figure("bytes", needed), new Figure("free_bytes", free));
        String seen = "about %s for the rows that are there now, %s free at %s"
                .formatted(Amounts.bytes(needed), Amounts.bytes(free), directory);
        return needed <= free
                ? new Passed(seen, figures)
                : new Failed(
                        seen,
                        "room for all rows",
                        List.of("Free %s, or name a sink.files.directory on a larger disk"
                                .formatted(Amounts.bytes(needed - free))),
                        figures);
    }

    private static Path existing(Path directory) {
        Path there = directory;
        while (there.getParent() != null && !Files.exists(there)) {
            there = there.getParent();
        }
        return there;
    }
}
