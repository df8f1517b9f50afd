package io.tidemark.reader;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.record.Position;
import java.io.IOException;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GroupPositionJsonTest {

    private static final Instant NOW = Instant.parse("2026-11-01T12:00:00.123Z");
    private static final Place PLACE = new Place(SinkDirectory.part(new Bucket(1, 12), 3), 4711);

    @Test
    void writesTheRecordThatWasConsumedLast() throws IOException {
        GroupPosition position = new GroupPosition(PLACE, new Stamp(Position.parse("0/197A1C0#17"), 1793534400000L));

        byte[] bytes = GroupPositionJson.write(position, NOW);

        assertThat(new String(bytes, UTF_8))
                .isEqualTo("{\"version\":1,\"bucket\":\"0001-0000000000000000012\","
                        + "\"file\":\"part-0b1e7a52-4c1d-4a55-9c1e-2f0d6f6d3a10-3.json\",\"offset\":4711,"
                        + "\"position\":\"0/197A1C0#17\",\"commit_ms\":1793534400000,"
                        + "\"updated\":\"2026-11-01T12:00:00.123Z\"}\n");
        assertThat(GroupPositionJson.read(bytes)).isEqualTo(position);
    }

    @Test
    void writesAGroupThatWasMovedAndReadNothingSince() throws IOException {
        GroupPosition position = GroupPosition.movedTo(PLACE);

        byte[] bytes = GroupPositionJson.write(position, NOW);

        assertThat(new String(bytes, UTF_8))
                .isEqualTo("{\"version\":1,\"bucket\":\"0001-0000000000000000012\","
                        + "\"file\":\"part-0b1e7a52-4c1d-4a55-9c1e-2f0d6f6d3a10-3.json\",\"offset\":4711,"
                        + "\"position\":null,\"commit_ms\":null,\"updated\":\"2026-11-01T12:00:00.123Z\"}\n");
        assertThat(GroupPositionJson.read(bytes)).isEqualTo(position);
    }

    @Test
    void writesAGroupThatHasReadNothing() throws IOException {
        byte[] bytes = GroupPositionJson.write(GroupPosition.BEGINNING, NOW);

        assertThat(new String(bytes, UTF_8))
                .isEqualTo("{\"version\":1,\"bucket\":null,\"file\":null,\"offset\":null,"
                        + "\"position\":null,\"commit_ms\":null,\"updated\":\"2026-11-01T12:00:00.123Z\"}\n");
        assertThat(GroupPositionJson.read(bytes)).isEqualTo(GroupPosition.BEGINNING);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "``| it is not a JSON object",
                "[1]| it is not a JSON object",
                "{\"version\":1,\"buc| it is not JSON: Unexpected end-of-input in field name",
                "{}| its 'version' should be 1, but is missing",
                "{\"version\":2}| its 'version' should be 1, but is 2",
                "{\"version\":\"1\"}| its 'version' should be 1, but is \"1\"",
                "{\"version\":1,\"bucket\":\"x\",\"file\":\"part-a-1.json\"}"
                        + "| its 'bucket' and 'file' do not name a file of changes, but are \"x\" and \"part-a-1.json\"",
                "{\"version\":1,\"bucket\":\"0001-0000000000000000012\",\"file\":\"../../etc/passwd\"}"
                        + "| its 'bucket' and 'file' do not name a file of changes, but are"
                        + " \"0001-0000000000000000012\" and \"../../etc/passwd\"",
                "{\"version\":1,\"bucket\":\"0001-0000000000000000012\",\"file\":\"part-a-1.json\",\"offset\":-1}"
                        + "| its 'offset' should be a number of bytes, but is -1",
                "{\"version\":1,\"bucket\":\"0001-0000000000000000012\",\"file\":\"part-a-1.json\",\"offset\":1.5}"
                        + "| its 'offset' should be a number of bytes, but is 1.5",
                "{\"version\":1,\"bucket\":\"0001-0000000000000000012\",\"file\":\"part-a-1.json\",\"offset\":1,"
                        + "\"position\":null}"
                        + "| its 'position' and 'commit_ms' should be a position and a number, or both null,"
                        + " but are null and missing",
                "{\"version\":1,\"bucket\":\"0001-0000000000000000012\",\"file\":\"part-a-1.json\",\"offset\":1,"
                        + "\"position\":\"12\",\"commit_ms\":5}"
                        + "| its 'position' and 'commit_ms' should be a position and a number, or both null,"
                        + " but are \"12\" and 5",
            })
    void saysWhatIsWrongWithADamagedFile(String content, String problem) {
        assertThatThrownBy(() -> GroupPositionJson.read(content.getBytes(UTF_8)))
                .isInstanceOf(IOException.class)
                .hasMessage(problem);
    }
}
