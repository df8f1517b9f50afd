package io.tidemark.reader;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PartTest {

    private static final Bucket BUCKET = new Bucket(1, 12);

    @Test
    void readsTheWriterAndTheNumber() {
        String name = "part-0b1e7a52-4c1d-4a55-9c1e-2f0d6f6d3a10-107.json";

        assertThat(Part.parse(BUCKET, name))
                .isEqualTo(new Part(BUCKET, name, "0b1e7a52-4c1d-4a55-9c1e-2f0d6f6d3a10", 107));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".json",
                "part-0.json",
                "part--0.json",
                "part-a-.json",
                "part-a-x.json",
                "part-a--1.json.tmp",
                "part-a-1",
                "part-a-1.json.gz",
                ".part-a-1.json",
                "_part-a-1.json",
                ".part-a-1.json.inprogress.0b1e7a52",
                "_SUCCESS",
            })
    void ignoresWhatIsUnfinishedOrSomethingElse(String name) {
        assertThat(Part.parse(BUCKET, name)).isNull();
    }
}
