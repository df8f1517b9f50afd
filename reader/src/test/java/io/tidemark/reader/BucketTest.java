package io.tidemark.reader;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BucketTest {

    @ParameterizedTest
    @CsvSource({
        "0001-0000000000000000012, 1, 12",
        "9999-0000000000000000000, 9999, 0",
        "10000-0000000000000000001, 10000, 1", // a generation may outgrow its digits
        "0001-9223372036854775807, 1, 9223372036854775807",
    })
    void readsANameAndGivesItBack(String name, long generation, long checkpoint) {
        Bucket bucket = Bucket.parse(name);

        assertThat(bucket).isEqualTo(new Bucket(generation, checkpoint));
        assertThat(new Bucket(generation, checkpoint).name()).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0001",
                "001-0000000000000000012",
                "00001-0000000000000000012", // a second name for 0001-...
                "0001-000000000000000012",
                "0001-00000000000000000012",
                "0001_0000000000000000012",
                "0001-+000000000000000012",
                "000a-0000000000000000012",
                "0001-9223372036854775808",
                ".0001-0000000000000000012",
                "_0001-0000000000000000012",
            })
    void takesNoOtherNameForABucket(String name) {
        assertThat(Bucket.parse(name)).isNull();
    }

    @Test
    void ordersByGenerationAndCheckpointAsNumbers() {
        List<Bucket> inOrder = List.of(
                new Bucket(1, 2), new Bucket(1, 10), new Bucket(2, 1), new Bucket(9999, 1), new Bucket(10000, 0));

        assertThat(Stream.of(4, 2, 0, 3, 1).map(inOrder::get).sorted()).isEqualTo(inOrder);
    }
}
