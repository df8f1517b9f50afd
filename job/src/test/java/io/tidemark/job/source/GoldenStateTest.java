package io.tidemark.job.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Checkpoints that earlier builds wrote say to this build what they said then: a user who upgrades goes on where he was. When
 * the state's version counts up, {@link GoldenState} makes new ones beside these, which stay.
 */
class GoldenStateTest {

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"1/snapshot", "1/stream"})
    void aCheckpointOfAnEarlierBuildIsUnderstood(String name) throws Exception {
        URL resource = GoldenStateTest.class.getResource("/golden/" + name + "/expected.txt");
        assertThat(resource).isNotNull();
        Path expected = Path.of(resource.toURI());
        ChangeSource source = new ChangeSource(SomeTask.in(directory));

        assertThat(GoldenState.of(source, expected.getParent()).lines()).isEqualTo(Files.readAllLines(expected));
    }
}
