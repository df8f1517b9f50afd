package io.tidemark.job.sink.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BucketsTest {

    @TempDir
    private Path directory;

    @ParameterizedTest(name = "{2}")
    @CsvSource({
        "1, 12, 0001-0000000000000000012",
        "9999, 1, 9999-0000000000000000001",
        "10000, 9223372036854775807, 10000-9223372036854775807",
    })
    void aNameSaysGenerationAndCheckpoint(int generation, long checkpoint, String name) {
        assertThat(Buckets.name(generation, checkpoint)).isEqualTo(name);
        assertThat(Buckets.generation(name)).isEqualTo(generation);
        assertThat(Buckets.checkpoint(name)).isEqualTo(checkpoint);
    }

    @Test
    void comeByGenerationAndThenByCheckpoint() throws IOException {
        for (String name : new String[] {
            Buckets.name(10_000, 1),
            Buckets.name(9_999, 3),
            Buckets.name(2, 10),
            Buckets.name(2, 9),
            Buckets.name(1, 99)
        }) {
            SomeBuckets.make(directory, name, Instant.EPOCH);
        }

        assertThat(new Buckets(directory).names())
                .containsExactly(
                        "0001-0000000000000000099",
                        "0002-0000000000000000009",
                        "0002-0000000000000000010",
                        "9999-0000000000000000003",
                        "10000-0000000000000000001");
    }

    @Test
    void areOnlyWhatIsNamedSo() throws IOException {
        for (String name : new String[] {
            "tmp", ".0001-0000000000000000001", "001-0000000000000000001", "0001-1", "0001-0000000000000000001"
        }) {
            SomeBuckets.make(directory, name, Instant.EPOCH);
        }

        assertThat(new Buckets(directory).names()).containsExactly("0001-0000000000000000001");
    }

    @Test
    void areNoneWhereNothingWasWrittenYet() throws IOException {
        assertThat(new Buckets(directory.resolve("changes")).names()).isEmpty();
        assertThat(new Buckets(directory).finished("0001-0000000000000000001")).isEmpty();
    }

    @Test
    void showReadersTheirFinishedFilesOnly() throws IOException {
        String bucket = Buckets.name(1, 1);
        SomeBuckets.make(
                directory, bucket, Instant.EPOCH, "part-a-0.json", ".part-a-1.json.inprogress.b", "_part-a-2.json");

        assertThat(new Buckets(directory).finished(bucket))
                .containsExactly(directory.resolve(bucket).resolve("part-a-0.json"));
    }
}
