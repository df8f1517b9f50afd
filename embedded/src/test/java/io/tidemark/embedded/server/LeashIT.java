package io.tidemark.embedded.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LeashIT {

    @ParameterizedTest(name = "kill -9 of {1}")
    @CsvSource({
        "'', their parent",
        "-, the whole group of processes that their parent leads",
    })
    void serversEndWhenSomebodyKills(String sign, String whom, @TempDir Path directory) throws Exception {
        Process parent = new ProcessBuilder(
                        "setsid",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        ParentOfServers.class.getName(),
                        directory.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader pids = parent.inputReader(StandardCharsets.UTF_8)) {
            List<ProcessHandle> servers = Stream.of(pids.readLine().split(" "))
                    .map(pid -> ProcessHandle.of(Long.parseLong(pid)).orElseThrow())
                    .toList();
            assertThat(servers).hasSize(2).allMatch(ProcessHandle::isAlive);

            Command.run(List.of("kill", "-9", "--", sign + parent.pid())).outputOrThrow();

            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(servers).noneMatch(ProcessHandle::isAlive));
        } finally {
            parent.destroyForcibly();
        }
    }
}
