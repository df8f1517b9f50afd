package io.tidemark.job.functions;

import io.tidemark.job.guard.DeadLetter;
import io.tidemark.job.source.RefusedException;
import io.tidemark.record.Change;
import io.tidemark.record.Table;
import io.tidemark.task.Functions;
import java.io.File;
import java.nio.file.Path;
import java.util.IdentityHashMap;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.function.SerializableFunction;
import org.jspecify.annotations.Nullable;

/**
 * Puts the values of the columns that the task names through the user's functions, in both images of a change. A change whose
 * function throws goes to the dead letters, without the value that failed, and with the others as the functions made them.
 */
public final class ApplyFunctions extends ProcessFunction<Change, Change> {

    /** The name that the jar has in Flink's distributed cache, by which it reaches every TaskManager. */
    public static final String JAR = "functions";

    private static final long serialVersionUID = 1L;

    /** Shapes come and go with the source's chunks and sessions; past this many the known ones are forgotten. */
    private static final int KNOWN_TABLES = 10_000;

    private final Functions functions;
    private final SerializableFunction<RuntimeContext, File> jarFile;
    private transient @Nullable FunctionJar jar;
    private transient @Nullable IdentityHashMap<Table, TableConverters> known;

    public ApplyFunctions(Functions functions) {
        this(functions, context -> context.getDistributedCache().getFile(JAR));
    }

    /** @param jarFile where the jar lies on the machine that runs this */
    ApplyFunctions(Functions functions, SerializableFunction<RuntimeContext, File> jarFile) {
        this.functions = functions;
        this.jarFile = jarFile;
    }

    @Override
    public void open(OpenContext context) {
        Path file = jarFile.apply(getRuntimeContext()).toPath();
        try {
            jar = FunctionJar.open(file, functions.jar());
        } catch (RefusedException e) {
            throw e.endingTheJob();
        }
    }

    @Override
    public void close() {
        if (jar != null) {
            jar.close();
        }
    }

    @Override
    public void processElement(Change change, Context context, Collector<Change> out) {
        TableConverters converters = converters(change.table());
        if (converters.isEmpty()) {
            out.collect(change);
            return;
        }
        TableConverters.Converted converted = converters.apply(change);
        if (converted.failed() == null) {
            out.collect(converted.change());
        } else {
            context.output(DeadLetter.TAG, DeadLetter.line(converted.change(), converted.failed(), converted.reason()));
        }
    }

    private TableConverters converters(Table table) {
        IdentityHashMap<Table, TableConverters> map = known;
        if (map == null || map.size() > KNOWN_TABLES) {
            map = new IdentityHashMap<>();
            known = map;
        }
        return map.computeIfAbsent(table, this::openFor);
    }

    private TableConverters openFor(Table table) {
        FunctionJar opened = jar;
        if (opened == null) {
            throw new IllegalStateException("open() comes first");
        }
        try {
            return TableConverters.open(table, functions.byColumn(), opened, functions.jar());
        } catch (RefusedException e) {
            throw e.endingTheJob();
        }
    }
}
