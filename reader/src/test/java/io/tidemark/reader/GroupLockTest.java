package io.tidemark.reader;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GroupLockTest {

    private final Path file;

    GroupLockTest(@TempDir Path folder) {
        this.file = folder.resolve("billing.lock");
    }

    @Test
    void hasOneHolderAtATime() throws IOException {
        assertThat(GroupLock.holder(file)).isNull();

        try (GroupLock lock = GroupLock.tryAcquire(file)) {
            assertThat(lock).isNotNull();
            assertThat(GroupLock.tryAcquire(file)).isNull();
            assertThat(GroupLock.holder(file)).isEqualTo(Holder.self());
        }

        assertThat(GroupLock.holder(file)).isNull();
        try (GroupLock again = GroupLock.tryAcquire(file)) {
            assertThat(again).isNotNull();
        }
    }

    @Test
    void isTheSameByAnotherPath() throws IOException {
        Path link = Files.createSymbolicLink(file.resolveSibling("link"), Objects.requireNonNull(file.getParent()));

        try (GroupLock lock = GroupLock.tryAcquire(file)) {
            assertThat(lock).isNotNull();
            assertThat(GroupLock.tryAcquire(link.resolve("billing.lock"))).isNull();
        }
    }

    @Test
    void isNotLostWhenTheSameProcessTriesAgainOrAsksWhoHasIt() throws Exception {
        try (GroupLock lock = GroupLock.tryAcquire(file)) {
            assertThat(lock).isNotNull();
            GroupLock.tryAcquire(file);
            GroupLock.holder(file);

            assertThat(seenByAnotherProcess()).isEqualTo(Holder.self().toString());
        }
        assertThat(seenByAnotherProcess()).isEqualTo("null");
    }

    @ParameterizedTest
    @CsvSource({
        "4711 db1, process 4711 on db1",
        "4711 db1\\n, process 4711 on db1",
        "'', another process",
        "4711, another process",
        "x db1, another process",
    })
    void namesItsHolderAsFarAsThatIsWritten(String written, String holder) {
        assertThat(Holder.of(written.translateEscapes().getBytes(StandardCharsets.UTF_8)))
                .hasToString(holder);
    }

    private String seenByAnotherProcess() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Look.class.getName(),
                        file.toString())
                .redirectErrorStream(true)
                .start();
        String seen = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return seen;
    }

    /** Prints who holds the lock. */
    static final class Look {
        public static void main(String[] arguments) throws IOException {
            @Nullable Holder holder = GroupLock.holder(Path.of(arguments[0]));
            System.out.println(holder);
        }
    }
}
