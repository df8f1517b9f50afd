package io.tidemark.job.sink.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The name of a value's file is made up from its text. */
class ValueFilesTest {

    private static final int READERS = 3;

    @TempDir
    private Path sink;

    @Test
    void aValueIsAFileInAFolderOfALaterNameThanTheBucketOfItsRecord() throws Exception {
        try (Operator operator = new Operator(null, 0)) {
            assertThat(operator.keep("one")).isEqualTo("values/0001-0000000000000000100/sha-of-one");
            operator.harness.snapshot(99, 0);
            assertThat(operator.keep("hundred")).isEqualTo("values/0001-0000000000000000100/sha-of-hundred");
            operator.harness.snapshot(100, 0);
            assertThat(operator.keep("more")).isEqualTo("values/0001-0000000000000000200/sha-of-more");
        }

        assertThat(sink.resolve("values/0001-0000000000000000100/sha-of-one")).hasContent("one");
        assertThat(SomeBuckets.in(sink.resolve("values/0001-0000000000000000200")))
                .containsExactly("sha-of-more");
    }

    @Test
    void theSameValueIsOneFile() throws Exception {
        try (Operator operator = new Operator(null, 0)) {
            assertThat(operator.keep("one")).isEqualTo(operator.keep("one"));
        }

        assertThat(SomeBuckets.in(sink.resolve("values/0001-0000000000000000100")))
                .containsExactly("sha-of-one");
    }

    @Test
    void aValueIsNeverLeftHalfWritten() throws Exception {
        Path folder = sink.resolve("values/0001-0000000000000000100");
        Files.createDirectories(folder);
        Files.writeString(folder.resolve(".sha-of-one.of-a-process-that-was-killed"), "o");

        try (Operator operator = new Operator(null, 0)) {
            assertThat(sink.resolve(operator.keep("one"))).hasContent("one");
        }
    }

    @Test
    void aRestoredJobFindsTheFileAgainThatItHadWrittenBehindItsCheckpoint() throws Exception {
        OperatorSubtaskState checkpoint;
        try (Operator operator = new Operator(null, 0)) {
            checkpoint = operator.harness.snapshot(7, 0);
            operator.harness.snapshot(8, 0);
            operator.keep("one");
        }

        try (Operator operator = new Operator(checkpoint, 7)) {
            operator.keep("one");
        }

        assertThat(SomeBuckets.in(sink.resolve("values"))).containsExactly("0001-0000000000000000100");
        assertThat(SomeBuckets.in(sink.resolve("values/0001-0000000000000000100")))
                .containsExactly("sha-of-one");
    }

    @Test
    void aFreshStartHasTheGenerationThatTheSequenceHas() throws Exception {
        SomeBuckets.make(sink.resolve("changes"), Buckets.name(4, 9), Instant.EPOCH, "part-a-0.json");
        SomeBuckets.make(sink.resolve("changes"), Buckets.name(5, 1), Instant.EPOCH, ".part-b-0.json.inprogress.x");

        OperatorSubtaskState checkpoint;
        try (Operator operator = new Operator(null, 0)) {
            assertThat(operator.keep("one")).isEqualTo("values/0005-0000000000000000100/sha-of-one");
            checkpoint = operator.harness.snapshot(7, 0);
        }
        try (Operator operator = new Operator(checkpoint, 7)) {
            assertThat(operator.keep("two")).isEqualTo("values/0005-0000000000000000100/sha-of-two");
        }
    }

    @Test
    void aCheckpointOfAVersionWithoutValuesIsOfTheGenerationThatPublishedLast() throws Exception {
        SomeBuckets.make(sink.resolve("changes"), Buckets.name(4, 9), Instant.EPOCH, "part-a-0.json");

        try (Operator operator = new Operator(OperatorSubtaskState.builder().build(), 9)) {
            assertThat(operator.keep("one")).isEqualTo("values/0004-0000000000000000100/sha-of-one");
        }
    }

    @Test
    void readersThatWereNotThereBeforeKnowTheGenerationToo() throws Exception {
        SomeBuckets.make(sink.resolve("changes"), Buckets.name(4, 9), Instant.EPOCH, "part-a-0.json");
        OperatorSubtaskState checkpoint;
        try (Operator operator = new Operator(null, 0)) {
            checkpoint = operator.harness.snapshot(7, 0);
        }

        for (int reader = 0; reader < READERS; reader++) {
            OperatorSubtaskState share =
                    AbstractStreamOperatorTestHarness.repartitionOperatorState(checkpoint, 10, 1, READERS, reader);
            try (Operator operator = new Operator(share, 7)) {
                assertThat(operator.keep("one")).isEqualTo("values/0005-0000000000000000100/sha-of-one");
            }
        }
    }

    /** Files of values in an operator, started anew or from a checkpoint. */
    private final class Operator implements AutoCloseable {

        private final OneInputStreamOperatorTestHarness<String, String> harness;

        Operator(@Nullable OperatorSubtaskState checkpoint, long id) throws Exception {
            Keeping keeping = new Keeping(new ValueFiles(sink.resolve("changes"), sink.resolve("values")));
            harness = new OneInputStreamOperatorTestHarness<>(new ProcessOperator<>(keeping), 10, 1, 0);
            harness.setup(StringSerializer.INSTANCE);
            if (checkpoint != null) {
                harness.setRestoredCheckpointId(id);
                harness.initializeState(checkpoint);
            }
            harness.open();
        }

        /** The path of the file that the text is kept in. */
        String keep(String text) throws Exception {
            harness.processElement(new StreamRecord<>(text));
            var paths = harness.extractOutputValues();
            return paths.get(paths.size() - 1);
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

    private static final class Keeping extends ProcessFunction<String, String> implements CheckpointedFunction {

        private static final long serialVersionUID = 1L;

        private final ValueFiles files;

        Keeping(ValueFiles files) {
            this.files = files;
        }

        @Override
        public void processElement(String text, Context context, Collector<String> out) throws Exception {
            byte[] among = ("[" + text + "]").getBytes(UTF_8);
            out.collect(files.keep(among, 1, among.length - 2, "sha-of-" + text));
        }

        @Override
        public void initializeState(FunctionInitializationContext context) throws Exception {
            files.initializeState(context);
        }

        @Override
        public void snapshotState(FunctionSnapshotContext context) {
            files.snapshotState(context);
        }
    }
}
