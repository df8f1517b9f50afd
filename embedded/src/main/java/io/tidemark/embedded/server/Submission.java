package io.tidemark.embedded.server;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A job for {@link FlinkCluster#submit}.
 *
 * @param classPath what the job's classes need besides the jar, on every machine that runs a part of it
 * @param arguments of the main class
 * @param from the checkpoint or savepoint to start from; {@code null} to start without state
 */
public record Submission(
        Path jar,
        List<Path> classPath,
        String mainClass,
        List<String> arguments,
        int parallelism,
        @Nullable String from) {

    public Submission {
        classPath = List.copyOf(classPath);
        arguments = List.copyOf(arguments);
    }

    /** A jar that holds all that the job needs. */
    public Submission(Path jar, String mainClass, List<String> arguments, int parallelism, @Nullable String from) {
        this(jar, List.of(), mainClass, arguments, parallelism, from);
    }

    List<String> cliArguments() {
        List<String> cli = new ArrayList<>(List.of("run", "-d", "-p", Integer.toString(parallelism)));
        if (from != null) {
            cli.addAll(List.of("-s", from));
        }
        classPath.forEach(each -> cli.addAll(List.of("-C", each.toUri().toString())));
        cli.addAll(List.of("-c", mainClass, jar.toString()));
        cli.addAll(arguments);
        return cli;
    }
}
