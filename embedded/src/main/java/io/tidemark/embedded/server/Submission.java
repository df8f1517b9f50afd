package io.tidemark.embedded.server;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A job for {@link FlinkCluster#submit}.
 *
 * @param arguments of the main class
 * @param from the checkpoint or savepoint to start from; {@code null} to start without state
 */
public record Submission(
        Path jar,
        String mainClass,
        List<String> arguments,
        int parallelism,
        @Nullable String from) {

    public Submission {
        arguments = List.copyOf(arguments);
    }

    List<String> cliArguments() {
        List<String> cli = new ArrayList<>(List.of("run", "-d", "-p", Integer.toString(parallelism)));
        if (from != null) {
            cli.addAll(List.of("-s", from));
        }
        cli.addAll(List.of("-c", mainClass, jar.toString()));
        cli.addAll(arguments);
        return cli;
    }
}
