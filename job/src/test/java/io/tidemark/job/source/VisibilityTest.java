package io.tidemark.job.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VisibilityTest {

    @ParameterizedTest(name = "{0} sees {1}: {2}")
    @CsvSource({
        // all below xmin, none from xmax on
        "10:10:, 9, true",
        "10:10:, 10, false",
        "10:10:, 11, false",
        // between them all but those that were running
        "'10:20:10,14,17', 9, true",
        "'10:20:10,14,17', 10, false",
        "'10:20:10,14,17', 11, true",
        "'10:20:10,14,17', 14, false",
        "'10:20:10,14,17', 17, false",
        "'10:20:10,14,17', 19, true",
        "'10:20:10,14,17', 20, false",
        // the list comes in no particular order
        "'10:20:17,10,14', 14, false",
        "'10:20:17,10,14', 15, true",
    })
    void answersAsTheServerDoes(String snapshot, long xid, boolean seen) {
        assertThat(Visibility.parse(snapshot).sees(xid)).isEqualTo(seen);
    }

    @ParameterizedTest(name = "{0} sees {1}: {2}")
    @CsvSource({
        // a snapshot early in epoch 1 (4294967296 is 1:0): high ids are those of the epoch before
        "4294967299:4294967301:, 4294967290, true",
        "4294967299:4294967301:, 2, true",
        "4294967299:4294967301:, 3, true",
        "4294967299:4294967301:, 5, false",
        "4294967299:4294967301:4294967299, 3, false",
        // one that was running since before the wraparound
        "'4294967290:4294967301:4294967290,4294967299', 4294967290, false",
        "'4294967290:4294967301:4294967290,4294967299', 4294967291, true",
        "'4294967290:4294967301:4294967290,4294967299', 3, false",
        "'4294967290:4294967301:4294967290,4294967299', 4, true",
        // a snapshot late in epoch 0: low ids are those of the epoch after
        "4294967290:4294967290:, 4294967289, true",
        "4294967290:4294967290:, 4294967290, false",
        "4294967290:4294967290:, 3, false",
        "4294967290:4294967290:, 2147483650, true",
        // the same far into the life of a busy server: epoch 1000
        "4294967296003:4294967296010:, 4294967295, true",
        "4294967296003:4294967296010:, 9, true",
        "4294967296003:4294967296010:, 10, false",
        // nothing beyond half of all ids is told apart, and nothing beyond it can matter
        "4294967303:4294967303:, 2147483647, false",
        "4294967303:4294967303:, 2147483656, true",
    })
    void extendsIdsOf32BitsByTheEpochThatIsNearest(String snapshot, long xid, boolean seen) {
        assertThat(Visibility.parse(snapshot).sees(xid)).isEqualTo(seen);
    }

    @Property
    void agreesWithTheManualsDefinitionWithinHalfOfAllIds(
            @ForAll @LongRange(min = 1L << 31, max = 1L << 40) long xmin,
            @ForAll @Size(max = 5) List<@LongRange(min = 0, max = 50) Long> running,
            @ForAll @LongRange(min = 0, max = 60) long width,
            @ForAll @LongRange(min = -(1L << 30), max = 1L << 30) long distance) {
        List<Long> listed = running.stream()
                .filter(offset -> offset < width)
                .map(offset -> xmin + offset)
                .distinct()
                .toList();
        String text = "%d:%d:%s"
                .formatted(
                        xmin,
                        xmin + width,
                        String.join(",", listed.stream().map(String::valueOf).toList()));
        long full = xmin + distance;

        boolean seen = Visibility.parse(text).sees(full & 0xFFFFFFFFL);

        assertThat(seen).isEqualTo(full < xmin || (full < xmin + width && !listed.contains(full)));
    }

    @Property
    void agreesWithTheManualsDefinitionNearTheSnapshot(
            @ForAll @LongRange(min = (1L << 32) - 40, max = (1L << 32) + 40) long xmin,
            @ForAll @Size(max = 20) List<@LongRange(min = 0, max = 40) Long> running,
            @ForAll @LongRange(min = -60, max = 60) long distance) {
        agreesWithTheManualsDefinitionWithinHalfOfAllIds(xmin, running, 40, distance);
    }

    @ParameterizedTest
    @CsvSource(value = {"10:20", "10:20:10:11", "''"})
    void refusesWhatIsNoSnapshot(String text) {
        assertThatThrownBy(() -> Visibility.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a snapshot looks like '10:20:10,14', but was '" + text + "'");
    }
}
