package io.tidemark.embedded.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FlinkSettingsTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path directory;

    @Test
    void readsKeysHoweverTheyAreNested() throws IOException {
        assertThat(read("a.b: 1 s\nc:\n  d.e: true\n  f: -X\n").values())
                .isEqualTo(Map.of("a.b", "1 s", "c.d.e", "true", "c.f", "-X"));
    }

    @Test
    void readsWhatItWrote() {
        FlinkSettings settings = new FlinkSettings(Map.of("a", "file:///x y/", "b", "1", "c", "yes: \"no\"", "d", ""));

        settings.write(directory.resolve("config.yaml"));

        assertThat(FlinkSettings.read(directory.resolve("config.yaml"))).isEqualTo(settings);
    }

    @Test
    void otherSettingsGoOverThem() throws IOException {
        assertThat(read("a: 1\nb: 2\n").with(Map.of("b", "3", "c", "4")).values())
                .isEqualTo(Map.of("a", "1", "b", "3", "c", "4"));
    }

    @Test
    void givesATaskManagerTheMemoryThatFlinksScriptsWouldCompute() {
        FlinkSettings settings =
                FlinkSettings.read(Installation.find().flinkConfiguration().resolve("config.yaml"));

        assertThat(settings.taskManagerOptions())
                .containsExactly(
                        "-Xmx" + (128 + 1024) * 1048576L,
                        "-XX:MaxDirectMemorySize=" + (64 + 64 + 64) * 1048576L,
                        "-XX:MaxMetaspaceSize=" + 256 * 1048576L);
    }

    @Test
    void optionsOfOneKindOfProcessGoBehindThoseOfAll() throws IOException {
        FlinkSettings settings = read("env.java.opts.all: -Da=1 -Db=2\nenv.java.opts.taskmanager: -Xint\n");

        assertThat(settings.options("taskmanager")).containsExactly("-Da=1", "-Db=2", "-Xint");
        assertThat(settings.options("jobmanager")).containsExactly("-Da=1", "-Db=2");
    }

    @Test
    void namesTheKeyThatItMisses() {
        assertThatThrownBy(() -> new FlinkSettings(Map.of()).options("client"))
                .isInstanceOf(ServerException.class)
                .hasMessage("Flink's configuration does not set 'env.java.opts.all', which its processes start with");
        assertThatThrownBy(() -> new FlinkSettings(Map.of("jobmanager.memory.heap.size", "1 tb")).jobManagerOptions())
                .hasMessage("jobmanager.memory.heap.size: must be a number with k, m or g, but was '1 tb'");
    }

    private FlinkSettings read(String yaml) throws IOException {
        return FlinkSettings.read(Files.writeString(directory.resolve("config.yaml"), yaml));
    }
}
