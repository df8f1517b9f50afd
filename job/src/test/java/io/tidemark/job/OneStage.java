package io.tidemark.job;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tidemark.job.guard.DeadLetter;
import io.tidemark.job.source.ChangeSerializer;
import io.tidemark.record.Change;
import java.util.List;
import java.util.Queue;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.streaming.api.operators.OneInputStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.jspecify.annotations.Nullable;

/**
 * One stage of the job in its operator, without the others.
 *
 * @param <T> what the stage gives
 */
public final class OneStage<T> implements AutoCloseable {

    private final OneInputStreamOperatorTestHarness<Change, T> harness;

    private OneStage(OneInputStreamOperatorTestHarness<Change, T> harness, TypeSerializer<T> results) throws Exception {
        this.harness = harness;
        harness.setup(results);
        harness.open();
    }

    /** A stage that gives changes on. */
    public static OneStage<Change> ofChanges(ProcessFunction<Change, Change> function) throws Exception {
        ChangeSerializer changes = new ChangeSerializer();
        return new OneStage<>(
                new OneInputStreamOperatorTestHarness<>(new ProcessOperator<>(function), changes), changes);
    }

    /** A stage that gives arrays of records. */
    public static OneStage<byte[]> ofRecords(OneInputStreamOperatorFactory<Change, byte[]> stage) throws Exception {
        return new OneStage<>(
                new OneInputStreamOperatorTestHarness<>(stage, new ChangeSerializer()),
                PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO.createSerializer(
                        new org.apache.flink.api.common.serialization.SerializerConfigImpl()));
    }

    /** Gives it one change after the other. */
    public OneStage<T> process(Change... changes) throws Exception {
        for (Change change : changes) {
            harness.processElement(new StreamRecord<>(change));
        }
        return this;
    }

    /** What the source does when it has given what it had. */
    public OneStage<T> readMail() throws Exception {
        for (var mail : harness.getTaskMailbox().drain()) {
            mail.run();
        }
        return this;
    }

    /** What it is to do before a checkpoint's barrier. */
    public OneStage<T> prepareCheckpoint() throws Exception {
        harness.prepareSnapshotPreBarrier(1);
        return this;
    }

    /** What it is to do when nothing more will come. */
    public OneStage<T> finish() throws Exception {
        harness.getOneInputOperator().finish();
        return this;
    }

    /** What it gave so far. */
    public List<T> results() {
        return harness.extractOutputValues();
    }

    /** The dead letters that it gave so far. */
    public List<String> deadLetters() {
        @Nullable Queue<StreamRecord<byte[]>> letters = harness.getSideOutput(DeadLetter.TAG);
        return letters == null
                ? List.of()
                : letters.stream()
                        .map(letter -> new String(letter.getValue(), UTF_8))
                        .toList();
    }

    @Override
    public void close() {
        try {
            harness.close();
        } catch (Exception e) {
            throw new IllegalStateException("the operator did not close", e);
        }
    }
}
