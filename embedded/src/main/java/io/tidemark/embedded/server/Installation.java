package io.tidemark.embedded.server;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where Tidemark itself lies: the repository's root, with what the build has made below it.
 *
 * @param root the folder that holds {@code flink-conf}, {@code job} and the launcher
 */
public record Installation(Path root) {

    private static final Path CONFIGURATION = Path.of("flink-conf", "conf");

    /** The root that the launcher names in the property {@code tidemark.home}, else the first one above this folder. */
    public static Installation find() {
        String home = System.getProperty("tidemark.home");
        if (home != null) {
            return new Installation(Path.of(home));
        }
        Path here = Path.of("").toAbsolutePath();
        for (Path folder = here; folder != null; folder = folder.getParent()) {
            if (Files.exists(folder.resolve(CONFIGURATION).resolve("config.yaml"))) {
                return new Installation(folder);
            }
        }
        throw new ServerException("no folder above '" + here
                + "' holds flink-conf/conf/config.yaml: start in the repository, or give -Dtidemark.home");
    }

    public Path jobJar() {
        return built(Path.of("job", "target", "tidemark-job.jar"));
    }

    /** What {@code tidemark precheck} starts from. */
    public String precheckClassPath() {
        return classPathOf(Path.of("precheck-cli"));
    }

    /** What a program of a module starts from, whose build writes down what it depends on. */
    public String classPathOf(Path module) {
        Path target = module.resolve("target");
        return built(target.resolve("classes")) + File.pathSeparator + classPath(target.resolve("classpath"));
    }

    Path flinkConfiguration() {
        return root.resolve(CONFIGURATION);
    }

    String flinkClassPath() {
        return classPath(Path.of("flink-conf", "target", "flink.classpath"));
    }

    String brokerClassPath() {
        return classPath(Path.of("broker", "target", "broker.classpath"));
    }

    private String classPath(Path path) {
        try {
            return Files.readString(built(path)).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the class path in '" + path + "'", e);
        }
    }

    private Path built(Path path) {
        Path file = root.resolve(path);
        if (!Files.exists(file)) {
            throw new ServerException(
                    "'" + file + "' is missing: build it with 'mvn -DskipTests package' in '" + root + "'");
        }
        return file;
    }
}
