package io.tidemark.job.source;

import io.tidemark.embedded.server.PostgresBinaries;
import java.nio.file.Path;
import java.util.stream.IntStream;

/** The versions of PostgreSQL that the build puts beside the tests. */
final class PostgresVersions {

    /** The newest version that is too old to be a source. */
    static final int TOO_OLD = 13;

    private static final Path JARS = Path.of("target", "postgres");

    private PostgresVersions() {}

    /** Every version that is supported as a source; for {@code @MethodSource}. */
    static IntStream supported() {
        return IntStream.rangeClosed(14, 18);
    }

    /** The programs of a major version, 13 to 18. */
    static PostgresBinaries ofMajor(int major) {
        return PostgresBinaries.ofJar(JARS.resolve("postgres-" + major + ".jar"));
    }
}
