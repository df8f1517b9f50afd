package io.tidemark.job.sink.files;

import io.tidemark.job.source.RefusedException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import org.apache.flink.api.common.state.CheckpointListener;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * Gives each line the bucket of the checkpoint that will publish it. The files sink names files at random, so it is the
 * buckets that carry the order; and they show whether a restored job is about to publish what readers have already.
 *
 * <p>Runs once: one writer is what makes the order of the files total.
 */
final class Sequence extends ProcessFunction<byte[], Tuple2<String, byte[]>>
        implements CheckpointedFunction, CheckpointListener {

    private static final long serialVersionUID = 1L;

    private static final Duration BETWEEN_CLEANINGS = Duration.ofSeconds(10);

    private final String directory;
    private final String values;
    private final String keptFrom;
    private final Duration retention;

    private transient @Nullable ListState<Integer> generationState;
    private transient int generation;
    private transient String bucket = "";
    private transient Instant cleaned = Instant.EPOCH;

    /** @param values the folder of the values that the lines point to */
    Sequence(Path directory, Path values, Path keptFrom, Duration retention) {
        this.directory = directory.toString();
        this.values = values.toString();
        this.keptFrom = keptFrom.toString();
        this.retention = retention;
    }

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        generationState =
                context.getOperatorStateStore().getListState(new ListStateDescriptor<>("generation", Types.INT));
        cleaned = Instant.EPOCH;
        OptionalLong restored = context.getRestoredCheckpointId();
        Integer known = null;
        for (Integer value : generationState.get()) {
            known = value;
        }
        if (restored.isPresent() && known != null) {
            generation = known;
            bucket = Buckets.name(generation, restored.getAsLong() + 1);
            checkNothingLater(restored.getAsLong());
        } else {
            generation = new Buckets(Path.of(directory)).nextGeneration();
            bucket = Buckets.name(generation, restored.orElse(0) + 1);
            generationState.update(List.of(generation));
        }
    }

    private void checkNothingLater(long checkpoint) throws IOException {
        Buckets buckets = new Buckets(Path.of(directory));
        for (String later : buckets.names().tailSet(bucket)) {
            if (!buckets.finished(later).isEmpty()) {
                throw new RefusedException(
                                "%s holds bucket %s, which was published after checkpoint %d that the job is restored from: going on would publish its changes a second time. Restore the newest checkpoint or savepoint; or move the buckets from %s on away if no reader has seen them"
                                        .formatted(directory, later, checkpoint, bucket))
                        .endingTheJob();
            }
        }
    }

    @Override
    public void processElement(byte[] line, Context context, Collector<Tuple2<String, byte[]>> out) {
        out.collect(Tuple2.of(bucket, line));
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) {
        bucket = Buckets.name(generation, context.getCheckpointId() + 1);
    }

    @Override
    public void notifyCheckpointComplete(long checkpointId) throws Exception {
        Instant now = Instant.now();
        if (now.isAfter(cleaned.plus(BETWEEN_CLEANINGS))) {
            cleaned = now;
            // the bucket of this checkpoint may be on its way to being published right now
            String open = Buckets.name(generation, checkpointId);
            new Retention(new Buckets(Path.of(directory)), new Buckets(Path.of(values)), Path.of(keptFrom), retention)
                    .apply(open, now);
        }
    }
}
