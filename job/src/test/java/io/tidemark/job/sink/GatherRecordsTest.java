package io.tidemark.job.sink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

class GatherRecordsTest {

    private static final int BLOCK = 64 * 1024;

    @Test
    void whatTheSourceGaveInOneGoIsOneArrayOnceThatIsDone() throws Exception {
        try (Harness stage = new Harness(Framing.NONE)) {
            stage.process("one\n", "two\n");
            assertThat(stage.arrays()).isEmpty();

            stage.readMail();
            assertThat(stage.arrays()).containsExactly("one\ntwo\n");

            stage.process("three\n");
            stage.readMail();
            assertThat(stage.arrays()).containsExactly("one\ntwo\n", "three\n");
        }
    }

    @Test
    void whatCameBeforeACheckpointIsHandedOverBeforeIt() throws Exception {
        try (Harness stage = new Harness(Framing.NONE)) {
            stage.process("one\n");
            stage.prepareSnapshotPreBarrier(1);
            assertThat(stage.arrays()).containsExactly("one\n");

            stage.process("two\n");
            stage.readMail();
            assertThat(stage.arrays()).containsExactly("one\n", "two\n");
        }
    }

    @Test
    void whatCameBeforeTheEndIsHandedOver() throws Exception {
        try (Harness stage = new Harness(Framing.NONE)) {
            stage.process("one\n");
            stage.getOneInputOperator().finish();

            assertThat(stage.arrays()).containsExactly("one\n");
        }
    }

    @Test
    void anArrayThatIsFullIsHandedOverAtOnceAndALargeRecordIsOneByItself() throws Exception {
        String half = "x".repeat(BLOCK / 2);
        String large = "y".repeat(BLOCK + 1);
        try (Harness stage = new Harness(Framing.NONE)) {
            stage.process("first", half, half, large, "last");

            assertThat(stage.arrays()).containsExactly("first" + half, half, large);
        }
    }

    @Test
    void framedRecordsAreFoundAgainAsTheyWere() throws Exception {
        List<String> records = List.of("one", "", "z".repeat(BLOCK), "x".repeat(BLOCK - 4), "four");
        try (Harness stage = new Harness(Framing.LENGTHS)) {
            stage.process(records.toArray(new String[0]));
            stage.readMail();

            assertThat(stage.spread()).isEqualTo(records);
        }
    }

    private static final class Harness extends OneInputStreamOperatorTestHarness<byte[], byte[]> {

        Harness(Framing framing) throws Exception {
            super(new GatherRecords.Factory(framing));
            setup(PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO.createSerializer(
                    new org.apache.flink.api.common.serialization.SerializerConfigImpl()));
            open();
        }

        @Override
        public void close() {
            try {
                super.close();
            } catch (Exception e) {
                throw new IllegalStateException("the operator did not close", e);
            }
        }

        void process(String... records) throws Exception {
            for (String record : records) {
                processElement(new StreamRecord<>(record.getBytes(UTF_8)));
            }
        }

        void readMail() throws Exception {
            for (var mail : getTaskMailbox().drain()) {
                mail.run();
            }
        }

        List<String> arrays() {
            return extractOutputValues().stream()
                    .map(array -> new String(array, UTF_8))
                    .toList();
        }

        List<String> spread() {
            List<String> records = new ArrayList<>();
            for (byte[] array : extractOutputValues()) {
                for (Frames frames = new Frames(array); frames.hasNext(); ) {
                    records.add(UTF_8.decode(frames.next()).toString());
                }
            }
            return records;
        }
    }
}
