package io.tidemark.reader;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** The option by which a command takes another login than the task's. */
final class TopicLogin {

    static final String CONFIG =
            "Properties of a Kafka client that go over sink.kafka.properties, such as a group's or an"
                    + " administrator's login. Kafka only.";

    private TopicLogin() {}

    static void requireNone(@Nullable Path config, CommandSpec command) {
        if (config != null) {
            throw new ParameterException(
                    command.commandLine(), "--config is for a task whose sink is kafka, but its sink is files");
        }
    }
}
