package io.tidemark.job.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.record.Position;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.flink.cdc.connectors.postgres.source.offset.PostgresOffset;
import org.junit.jupiter.api.Test;

/** The stream's state and a chunk's mark, in the map of strings that the frame keeps of them. */
class StreamPointTest {

    private static final ServerIdentity SERVER = new ServerIdentity("7300000000000000001", 3);

    @Test
    void isThisMap() {
        StreamPoint point = new StreamPoint(SERVER, 0x1_0000_0070L, new Position(0x1_0000_0064L, 17), Set.of(9, 7, -2));

        assertThat(point.toOffset().getOffset())
                .isEqualTo(Map.of(
                        "version", "1",
                        "lsn", "4294967408",
                        "system", "7300000000000000001",
                        "timeline", "3",
                        "commit", "4294967396",
                        "ordinal", "17",
                        "unfenced", "-2,7,9"));
    }

    @Property
    void comesBackFromTheMap(
            @ForAll long startLsn, @ForAll long commitLsn, @ForAll long ordinal, @ForAll Set<Integer> unfenced) {
        StreamPoint point = new StreamPoint(SERVER, startLsn, new Position(commitLsn, ordinal), unfenced);

        assertThat(StreamPoint.of(point.toOffset())).isEqualTo(point);
    }

    @Property
    void aChunksMarkComesBackFromTheMapAndServesAsThePointWhereTheStreamBegins(
            @ForAll long slotLsn, @ForAll long endLsn) {
        ChunkMark mark = new ChunkMark(SERVER, slotLsn, "700:704:700,702", endLsn);

        assertThat(ChunkMark.of(mark.toOffset())).isEqualTo(mark);
        assertThat(StreamPoint.of(mark.toOffset()))
                .isEqualTo(new StreamPoint(SERVER, slotLsn, Position.START, Set.of()));
    }

    @Test
    void theFramesOwnBeginningIsNoPoint() {
        assertThat(StreamPoint.of(PostgresOffset.INITIAL_OFFSET)).isNull();
    }

    @Test
    void refusesWhatALaterVersionWrote() {
        Map<String, String> map = new HashMap<>(LogReader.BEGINNING.toOffset().getOffset());
        map.put("version", "2");

        assertThatThrownBy(() -> StreamPoint.of(PostgresOffset.of(map)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the checkpoint holds a position of version '2', but this program reads version 1:"
                        + " use the program that wrote it");
        assertThatThrownBy(() -> ChunkMark.of(PostgresOffset.of(map))).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void refusesAMapThatLacksTheServer() {
        Map<String, String> map = new HashMap<>(LogReader.BEGINNING.toOffset().getOffset());
        map.remove("system");

        assertThatThrownBy(() -> StreamPoint.of(PostgresOffset.of(map)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the position in the checkpoint has no 'system'");
    }

    @Test
    void readsForOperators() {
        StreamPoint point = new StreamPoint(SERVER, 0x70, new Position(0x64, 2), Set.of());

        assertThat(point).hasToString("start 0/70, emitted 0/64#2, system 7300000000000000001, timeline 3");
    }
}
