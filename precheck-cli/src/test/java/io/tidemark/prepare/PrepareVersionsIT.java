package io.tidemark.prepare;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.embedded.server.PostgresBinaries;
import io.tidemark.embedded.server.PostgresServer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The versions that {@link PrepareIT} does not run on. */
class PrepareVersionsIT {

    @TempDir
    static Path directory;

    @ParameterizedTest
    @ValueSource(ints = {14, 15, 16, 18})
    void everyVersionIsPreparedAndReleased(int version) throws Exception {
        try (PostgresServer other = PostgresServer.startIn(
                directory.resolve("on-" + version),
                Map.of(),
                PostgresBinaries.ofJar(Path.of("target", "postgres", "postgres-" + version + ".jar")))) {
            Database shop = new Database(other, directory, "version");
            shop.run("CREATE TABLE t (id int PRIMARY KEY)", "CREATE TABLE u (id int PRIMARY KEY)");
            shop.select("version", "[{ table: public.t, replica-identity: full }]");
            List<String> before = shop.catalogue();

            assertThat(shop.prepare("--role", "version", "--apply"))
                    .as(shop.err())
                    .isZero();
            assertThat(shop.prepare("--role", "version")).isZero();
            assertThat(shop.out()).startsWith("Nothing to do");
            shop.select("version", "[{ table: public.u, operations: [insert] }]");
            assertThat(shop.prepare("--role", "version", "--apply"))
                    .as(shop.err())
                    .isZero();
            assertThat(shop.out())
                    .contains(
                            "done  publication dts_sync_version sends: insert rather than insert, update, delete, truncate, + public.u, - public.t\n");
            assertThat(shop.slots()).isZero();
            assertThat(shop.out()).containsPattern("(?m)^version +version +nobody");
            assertThat(shop.release()).as(shop.err()).isZero();
            assertThat(shop.catalogue()).isEqualTo(before);
        }
    }
}
