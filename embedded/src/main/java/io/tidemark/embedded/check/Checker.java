package io.tidemark.embedded.check;

import io.tidemark.embedded.check.Members.Malformed;
import io.tidemark.embedded.workload.CommitLog;
import io.tidemark.embedded.workload.Image;
import io.tidemark.embedded.workload.ShopTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Judges what a consumer was given by what the clients committed. It takes the consumer's lines as they come and can be asked
 * at any time whether everything is there; the verdict is for the end, when the clients have stopped. Safe for use by several
 * threads.
 */
public final class Checker {

    private final CommitLog log;
    private final List<ShopTable> tables;
    private final CheckOptions options;
    private final LineReader reader;
    private final List<Delivered> delivered = new ArrayList<>();
    private final List<Example> malformed = new ArrayList<>();
    private long lines;
    private long judgedLines = -1;
    private long judgedChanges = -1;
    private boolean caughtUp;

    public Checker(CommitLog log, List<ShopTable> tables, CheckOptions options) {
        this.log = log;
        this.tables = List.copyOf(tables);
        this.options = options;
        this.reader = new LineReader(tables);
    }

    /**
     * Takes the next line that the consumer printed, now: a transaction that begins after the first change came by is known
     * not to be in the snapshot.
     */
    public void line(String text) {
        line(text, log.now());
    }

    synchronized void line(String text, long seen) {
        lines++;
        try {
            delivered.add(reader.read(text, lines, seen));
        } catch (Malformed e) {
            malformed.add(new Example(Fault.DIFFERING, "line " + lines, "", 0, "", e.problem()));
        }
    }

    /** How many lines came so far. */
    public synchronized long lines() {
        return lines;
    }

    /** Whether every change that is committed by now has arrived, or is shown by the snapshot. */
    public synchronized boolean caughtUp() {
        if (log.unresolved() > 0) {
            return false;
        }
        long changes = log.changes();
        if (judgedLines != lines || judgedChanges != changes) {
            judgedLines = lines;
            judgedChanges = changes;
            caughtUp = compare(new Replay()).count(Fault.LOST) == 0;
        }
        return caughtUp;
    }

    /**
     * The verdict on all that came.
     *
     * @param contents what the tables hold at the end
     * @throws IllegalStateException if the outcome of a transaction is not known: the workload is to be joined first
     */
    public synchronized Verdict verdict(Map<ShopTable, Map<String, Image>> contents) {
        if (log.unresolved() > 0) {
            throw new IllegalStateException(
                    "the outcome of %d transactions is not known yet: join the workload before asking for the verdict"
                            .formatted(log.unresolved()));
        }
        Replay replay = new Replay();
        Findings findings = compare(replay);
        malformed.forEach(findings::add);
        replay.compareWith(contents, findings);
        return verdict(findings);
    }

    private Findings compare(Replay replay) {
        Findings findings = new Findings(options.examples());
        Comparison comparison = new Comparison(histories(), findings, replay);
        for (Delivered record : delivered) {
            if (options.newSnapshots() && comparison.isOverBy(record)) {
                comparison.finish(false);
                comparison = new Comparison(histories(), findings, replay);
            }
            comparison.take(record);
        }
        comparison.finish(true);
        return findings;
    }

    private Histories histories() {
        return new Histories(tables, log.transactions());
    }

    private Verdict verdict(Findings findings) {
        List<Delivered> known =
                delivered.stream().filter(record -> record.table() != null).toList();
        return new Verdict(
                log.changes(),
                known.size() + malformed.size(),
                known.stream().filter(Delivered::isSnapshotRow).count(),
                findings.inSnapshot(),
                findings.count(Fault.LOST),
                findings.count(Fault.REPEATED),
                findings.phantoms(),
                findings.count(Fault.OUT_OF_ORDER),
                findings.count(Fault.DIFFERING),
                findings.examples());
    }
}
