package io.tidemark.embedded.server;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** Starts a PostgreSQL and a JVM, prints their process ids on one line, and waits to be killed. */
public final class ParentOfServers {

    private ParentOfServers() {}

    public static void main(String[] arguments) {
        Path directory = Path.of(arguments[0]);
        PostgresServer postgres = PostgresServer.startIn(directory.resolve("postgres"), Map.of());
        ChildJvm.Program program = new ChildJvm.Program(
                "waiting",
                List.of(),
                System.getProperty("java.class.path"),
                Waiting.class.getName(),
                List.of(),
                Map.of());
        ChildJvm jvm = ChildJvm.start(program, directory);
        long postmaster = new PostgresFolder(directory.resolve("postgres"))
                .postmaster()
                .orElseThrow()
                .pid();
        System.out.println(postmaster + " " + jvm.pid());
        while (postgres.isRunning()) {
            LockSupport.parkNanos(1_000_000_000);
        }
    }

    /** Does nothing for ever. */
    public static final class Waiting {

        private Waiting() {}

        public static void main(String[] arguments) {
            while (true) {
                LockSupport.park();
            }
        }
    }
}
