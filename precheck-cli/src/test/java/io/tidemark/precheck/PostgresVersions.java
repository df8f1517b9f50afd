package io.tidemark.precheck;

import io.tidemark.embedded.server.PostgresBinaries;
import java.nio.file.Path;

/** The versions of PostgreSQL that the build puts beside the tests. */
final class PostgresVersions {

    private PostgresVersions() {}

    /** The programs of a major version, 13 to 18. */
    static PostgresBinaries ofMajor(int major) {
        return PostgresBinaries.ofJar(Path.of("target", "postgres", "postgres-" + major + ".jar"));
    }
}
