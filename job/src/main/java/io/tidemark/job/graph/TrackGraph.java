package io.tidemark.job.graph;

import io.tidemark.job.functions.ApplyFunctions;
import io.tidemark.job.guard.DeadLetter;
import io.tidemark.job.guard.EncodeChanges;
import io.tidemark.job.guard.Encoding;
import io.tidemark.job.guard.GuardRowSize;
import io.tidemark.job.normalise.NormaliseValues;
import io.tidemark.job.sink.Publisher;
import io.tidemark.record.Change;
import io.tidemark.task.ColumnName;
import io.tidemark.task.Functions;
import io.tidemark.task.TaskFile;
import java.util.Set;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The job of a track task.
 *
 * <pre>
 *     source ──► functions ──► normalise ──► guard ──► encode ──► changes
 *                    │             │           ├──────────│─────► values
 *                    └─────────────┴───────────┴──────────┴─────► dead-letter
 * </pre>
 *
 * <p>{@code functions} is there only if the task has functions of the user's own; nothing after it sees what they hide.
 *
 * <p>Up to {@code encode} each reader of the source has a chain of its own; what they publish goes through one writer, so
 * that it has one order.
 */
public final class TrackGraph {

    private final TaskFile task;
    private final Encoding encoding;
    private final Source<Change, ?, ?> source;
    private final Publisher publisher;

    public TrackGraph(TaskFile task, Encoding encoding, Source<Change, ?, ?> source, Publisher publisher) {
        this.task = task;
        this.encoding = encoding;
        this.source = source;
        this.publisher = publisher;
    }

    /** Adds the job to {@code env} without starting it. */
    public void addTo(StreamExecutionEnvironment env) {
        DataStream<Change> changes = env.fromSource(source, WatermarkStrategy.noWatermarks(), "source")
                .uid("source");
        Functions functions = task.functions();
        SingleOutputStreamOperator<Change> converted = functions == null ? null : converted(env, changes, functions);
        Set<ColumnName> done =
                functions == null ? Set.of() : functions.byColumn().keySet();
        SingleOutputStreamOperator<Change> normalised = (converted == null ? changes : converted)
                .process(new NormaliseValues(task.normalise(), done))
                .returns(changes.getType())
                .name("normalise")
                .uid("normalise");
        SingleOutputStreamOperator<Change> guarded = normalised
                .process(new GuardRowSize(task.guard(), publisher.values()))
                .returns(changes.getType())
                .name("guard")
                .uid("guard");
        SingleOutputStreamOperator<byte[]> encoded = EncodeChanges.of(guarded, encoding, publisher.packing());
        DataStream<byte[]> deadLetters = normalised
                .getSideOutput(DeadLetter.TAG)
                .union(guarded.getSideOutput(DeadLetter.TAG), encoded.getSideOutput(DeadLetter.TAG));
        publisher.write(
                encoded, converted == null ? deadLetters : deadLetters.union(converted.getSideOutput(DeadLetter.TAG)));
    }

    private static SingleOutputStreamOperator<Change> converted(
            StreamExecutionEnvironment env, DataStream<Change> changes, Functions functions) {
        env.registerCachedFile(functions.jar(), ApplyFunctions.JAR);
        return changes.process(new ApplyFunctions(functions))
                .returns(changes.getType())
                .name("functions")
                .uid("functions");
    }
}
