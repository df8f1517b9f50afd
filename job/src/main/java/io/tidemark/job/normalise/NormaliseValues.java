package io.tidemark.job.normalise;

import io.tidemark.job.guard.DeadLetter;
import io.tidemark.record.Change;
import io.tidemark.record.Table;
import io.tidemark.task.ColumnName;
import io.tidemark.task.Normalise;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Set;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * Rounds floats and shifts times to the task's zone, in both images of a change; everything else passes as it is, also what a
 * function of the user's own has made.
 */
public final class NormaliseValues extends ProcessFunction<Change, Change> {

    private static final long serialVersionUID = 1L;

    /** Shapes come and go with the source's chunks and sessions; past this many the known ones are forgotten. */
    private static final int KNOWN_TABLES = 10_000;

    private final Normalise settings;
    private final HashSet<ColumnName> done;
    private transient @Nullable IdentityHashMap<Table, TableFunctions> known;

    /** @param done columns whose values are published as they come here */
    public NormaliseValues(Normalise settings, Set<ColumnName> done) {
        this.settings = settings;
        this.done = new HashSet<>(done);
    }

    @Override
    public void processElement(Change change, Context context, Collector<Change> out) {
        TableFunctions functions = functions(change.table());
        if (functions.isEmpty()) {
            out.collect(change);
            return;
        }
        Change normalised;
        try {
            normalised = change.withImages(functions.apply(change.before()), functions.apply(change.after()));
        } catch (UnexpectedValueException e) {
            context.output(DeadLetter.TAG, DeadLetter.line(change, e.column(), e.reason()));
            return;
        }
        out.collect(normalised);
    }

    private TableFunctions functions(Table table) {
        IdentityHashMap<Table, TableFunctions> map = known;
        if (map == null || map.size() > KNOWN_TABLES) {
            map = new IdentityHashMap<>();
            known = map;
        }
        return map.computeIfAbsent(table, shape -> TableFunctions.of(shape, settings, done));
    }
}
