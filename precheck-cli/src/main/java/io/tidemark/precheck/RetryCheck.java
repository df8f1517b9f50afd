package io.tidemark.precheck;

import io.tidemark.precheck.Finding.Passed;
import io.tidemark.precheck.Finding.Warning;
import io.tidemark.task.Retry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What DTS advises of the windows within which a task mends itself. */
final class RetryCheck implements Precheck {

    private static final Duration CONNECTION = Duration.ofMinutes(30);
    private static final Duration OTHER = Duration.ofMinutes(10);

    @Override
    public String id() {
        return "retry";
    }

    @Override
    public String title() {
        return "a task tries again for long enough";
    }

    @Override
    public String why() {
        return "A task that has given up must be started again by hand, while the server keeps all of its log.";
    }

    @Override
    public Finding run(SourceServer server) {
        Retry retry = server.task().retry();
        List<String> seen = new ArrayList<>();
        List<String> remedy = new ArrayList<>();
        if (retry.connection().compareTo(CONNECTION) < 0) {
            seen.add("retry.connection is %s".formatted(minutes(retry.connection())));
            remedy.add("In the task file: retry: { connection: 30m } or more");
        }
        if (retry.other().compareTo(OTHER) < 0) {
            seen.add("retry.other is %s".formatted(minutes(retry.other())));
            remedy.add("In the task file: retry: { other: 10m } or more");
        }
        if (seen.isEmpty()) {
            return new Passed(
                    "connection for %s, other for %s".formatted(minutes(retry.connection()), minutes(retry.other())));
        }
        return new Warning(String.join(", ", seen), "at least 30 minutes for connection, 10 for other", remedy);
    }

    private static String minutes(Duration duration) {
        return duration.toMinutes() + " minutes";
    }
}
