package io.tidemark.job.source;

import io.tidemark.record.Change;
import io.tidemark.record.Operation;
import io.tidemark.record.Position;
import io.tidemark.record.Row;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Decoder and assembler, joined as the job joins them, with the changes as lines that are easy to read. */
final class LogReader {

    static final ServerIdentity SERVER = new ServerIdentity("7300000000000000001", 1);
    static final StreamPoint BEGINNING = new StreamPoint(SERVER, 0, Position.START, Set.of());
    static final Fences NO_FENCES = new Fences(new ReadingRules(), Map.of(), Set.of(), 0);
    static final long NOW = 1_767_225_600_000L;

    private final ChangeAssembler assembler;
    private final LogDecoder decoder;
    private long lsn;

    LogReader() {
        this(NO_FENCES);
    }

    LogReader(Fences fences) {
        this(new ReadingRules(), fences, BEGINNING, false);
    }

    LogReader(ReadingRules rules, Fences fences, StreamPoint resumed, boolean boundaries) {
        assembler = new ChangeAssembler(rules, fences, resumed, boundaries);
        decoder = new LogDecoder("shop", new SomeCatalogue(), assembler);
    }

    ChangeAssembler assembler() {
        return assembler;
    }

    /** Reads messages as the driver gives them, each a little further in the log. */
    LogReader read(ByteBuffer... messages) {
        for (ByteBuffer message : messages) {
            lsn += 8;
            read(lsn, message);
        }
        return this;
    }

    void read(long at, ByteBuffer message) {
        assembler.receive(at, NOW);
        decoder.decode(message.duplicate());
    }

    /** What was ready since the last call, a line each. */
    List<String> take() {
        List<String> lines = new ArrayList<>();
        assembler.take().forEach(change -> lines.add(line(change)));
        return lines;
    }

    /** {@code 0/64#2 items#1 u [1] -> [1,b] last}, {@code 0/64#3 e}; a value that is not in the log is a tilde, a row that is not a dash. */
    static String line(Change change) {
        if (change.operation().isBoundary()) {
            return boundary(change.position(), change.operation());
        }
        return "%s %s#%d %s %s -> %s%s"
                .formatted(
                        change.position(),
                        change.table().name(),
                        change.tableOrdinal(),
                        change.operation().code(),
                        row(change.before()),
                        row(change.after()),
                        change.last() ? " last" : "");
    }

    static String boundary(Position position, Operation operation) {
        return position + " " + operation.code();
    }

    static String row(@Nullable Row row) {
        return row == null
                ? "-"
                : IntStream.range(0, row.size())
                        .mapToObj(column -> row.isUnchanged(column) ? "~" : String.valueOf(row.text(column)))
                        .collect(Collectors.joining(",", "[", "]"));
    }
}
