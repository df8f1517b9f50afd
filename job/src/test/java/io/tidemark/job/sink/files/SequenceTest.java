package io.tidemark.job.sink.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.job.source.RefusedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SequenceTest {

    @TempDir
    private Path sink;

    @Test
    void aLineGoesIntoTheBucketOfTheCheckpointThatWillPublishIt() throws Exception {
        try (Operator operator = new Operator(null, 0)) {
            operator.process("a", "b");
            operator.harness.snapshot(1, 0);
            operator.process("c");
            operator.harness.snapshot(2, 0);
            operator.harness.snapshot(3, 0);
            operator.process("d");

            assertThat(operator.lines())
                    .containsExactly(
                            "0001-0000000000000000001 a",
                            "0001-0000000000000000001 b",
                            "0001-0000000000000000002 c",
                            "0001-0000000000000000004 d");
        }
    }

    @Test
    void aFreshStartBesideBucketsBeginsAGeneration() throws Exception {
        bucket(1, 700, "part-a-0.json");
        bucket(2, 5, "part-b-0.json");

        try (Operator operator = new Operator(null, 0)) {
            operator.process("a");

            assertThat(operator.lines()).containsExactly("0003-0000000000000000001 a");
        }
    }

    @Test
    void aFreshStartDoesNotCountAGenerationThatPublishedNothing() throws Exception {
        bucket(1, 5, "part-a-0.json");
        bucket(2, 5, ".part-a-0.json.inprogress.x");

        try (Operator operator = new Operator(null, 0)) {
            operator.process("a");

            assertThat(operator.lines()).containsExactly("0002-0000000000000000001 a");
        }
    }

    @Test
    void aRestoredJobGoesOnBehindItsCheckpoint() throws Exception {
        bucket(2, 5, "part-b-0.json");
        OperatorSubtaskState checkpoint;
        try (Operator operator = new Operator(null, 0)) {
            checkpoint = operator.harness.snapshot(7, 0);
        }
        bucket(3, 7, "part-b-0.json");

        try (Operator operator = new Operator(checkpoint, 7)) {
            operator.process("a");

            assertThat(operator.lines()).containsExactly("0003-0000000000000000008 a");
        }
    }

    @Test
    void aRestoredJobIsRefusedIfReadersHaveSeenWhatComesAfterItsCheckpoint() throws Exception {
        OperatorSubtaskState checkpoint;
        try (Operator operator = new Operator(null, 0)) {
            checkpoint = operator.harness.snapshot(7, 0);
        }
        bucket(1, 7, "part-a-7.json");
        bucket(1, 8, ".part-a-8.json.inprogress.x");
        bucket(1, 9, "part-a-9.json");

        assertRefused(
                checkpoint,
                7,
                "%s holds bucket 0001-0000000000000000009, which was published after checkpoint 7 that the job is restored"
                                .formatted(sink.resolve("changes"))
                        + " from: going on would publish its changes a second time. Restore the newest checkpoint or"
                        + " savepoint; or move the buckets from 0001-0000000000000000008 on away if no reader has seen"
                        + " them");
    }

    @Test
    void aRestoredJobIsRefusedIfALaterGenerationHasBegunToPublish() throws Exception {
        OperatorSubtaskState checkpoint;
        try (Operator operator = new Operator(null, 0)) {
            checkpoint = operator.harness.snapshot(7, 0);
        }
        bucket(1, 7, "part-a-7.json");
        bucket(2, 1, "part-b-0.json");

        assertRefused(
                checkpoint,
                7,
                "%s holds bucket 0002-0000000000000000001, which was published after checkpoint 7 that the job is restored"
                                .formatted(sink.resolve("changes"))
                        + " from: going on would publish its changes a second time. Restore the newest checkpoint or"
                        + " savepoint; or move the buckets from 0001-0000000000000000008 on away if no reader has seen"
                        + " them");
    }

    @Test
    void whatWasWrittenAfterTheCheckpointButNeverPublishedIsNoReason() throws Exception {
        OperatorSubtaskState checkpoint;
        try (Operator operator = new Operator(null, 0)) {
            checkpoint = operator.harness.snapshot(7, 0);
        }
        bucket(1, 7, "part-a-7.json");
        bucket(1, 8, ".part-a-8.json.inprogress.x");
        bucket(2, 1, ".part-b-0.json.inprogress.x");

        try (Operator operator = new Operator(checkpoint, 7)) {
            operator.process("a");

            assertThat(operator.lines()).containsExactly("0001-0000000000000000008 a");
        }
    }

    @Test
    void aCompleteCheckpointAppliesTheRetention() throws Exception {
        bucket(1, 1, "part-a-1.json");
        bucket(1, 2, "part-a-2.json");

        try (Operator operator = new Operator(null, 0)) {
            operator.harness.snapshot(1, 0);
            assertThat(SomeBuckets.in(sink.resolve("changes"))).hasSize(2);

            operator.harness.notifyOfCompletedCheckpoint(1);
        }

        assertThat(SomeBuckets.in(sink.resolve("changes"))).containsExactly("0001-0000000000000000002");
        assertThat(Files.readString(sink.resolve("kept-from"))).isEqualTo("0001-0000000000000000002\n");
    }

    private void assertRefused(OperatorSubtaskState checkpoint, long id, String message) {
        assertThatThrownBy(() -> new Operator(checkpoint, id).close())
                .isInstanceOf(SuppressRestartsException.class)
                .cause()
                .isInstanceOf(RefusedException.class)
                .hasMessage(message);
    }

    /** Buckets are older than any retention. */
    private void bucket(int generation, long checkpoint, String file) {
        SomeBuckets.make(sink.resolve("changes"), Buckets.name(generation, checkpoint), Instant.EPOCH, file);
    }

    /** The function in an operator, started anew or from a checkpoint. */
    private final class Operator implements AutoCloseable {

        private final OneInputStreamOperatorTestHarness<byte[], Tuple2<String, byte[]>> harness;

        Operator(@Nullable OperatorSubtaskState checkpoint, long id) throws Exception {
            Sequence sequence = new Sequence(
                    sink.resolve("changes"), sink.resolve("values"), sink.resolve("kept-from"), Duration.ofHours(24));
            harness = new OneInputStreamOperatorTestHarness<>(new ProcessOperator<>(sequence), 1, 1, 0);
            TypeInformation<Tuple2<String, byte[]>> type =
                    Types.TUPLE(Types.STRING, PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO);
            harness.setup(type.createSerializer(new SerializerConfigImpl()));
            if (checkpoint != null) {
                harness.setRestoredCheckpointId(id);
                harness.initializeState(checkpoint);
            }
            harness.open();
        }

        void process(String... lines) throws Exception {
            for (String line : lines) {
                harness.processElement(new StreamRecord<>(line.getBytes(UTF_8)));
            }
        }

        List<String> lines() {
            return harness.extractOutputValues().stream()
                    .map(line -> line.f0 + " " + new String(line.f1, UTF_8))
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
}
