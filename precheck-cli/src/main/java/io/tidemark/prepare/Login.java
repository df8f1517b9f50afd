package io.tidemark.prepare;

import io.tidemark.task.Secret;
import io.tidemark.task.SourceConnection;
import io.tidemark.task.TaskFile;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Who changes the source: mostly somebody with more rights than the task's role. */
final class Login {

    private static final String DEFAULT_PASSWORD = "PGPASSWORD";

    @Option(
            names = "--user",
            paramLabel = "ROLE",
            description =
                    "Logs in as this role, such as the database's owner or a superuser; the task's own without it.")
    private @Nullable String user;

    @Option(
            names = "--password",
            paramLabel = "REF",
            description =
                    "Where the password of --user is: $${env:NAME} or $${file:/path}; the environment variable PGPASSWORD, if it is set, without it.")
    private @Nullable String password;

    SourceConnection of(TaskFile task) {
        return user == null ? SourceConnection.of(task) : SourceConnection.of(task, user, secret());
    }

    private @Nullable Secret secret() {
        if (password != null) {
            return Secret.parse(password, Path.of("").toAbsolutePath());
        }
        return System.getenv(DEFAULT_PASSWORD) == null ? null : new Secret(Secret.Place.ENV, DEFAULT_PASSWORD);
    }
}
