package io.tidemark.precheck;

import io.tidemark.precheck.Finding.Passed;
import io.tidemark.precheck.Finding.Warning;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;

/** The times of commits are the server's, and are compared with ours. */
final class ClockCheck implements Precheck {

    private static final Duration MOST = Duration.ofSeconds(5);

    @Override
    public String id() {
        return "clock";
    }

    @Override
    public String title() {
        return "the clocks of the server and of this machine agree";
    }

    @Override
    public String why() {
        return "How far a task lags behind is told from the server's clock and that of the machine on which it runs: it is wrong by as much as they differ.";
    }

    @Override
    public Finding run(SourceServer server) throws SQLException {
        Instant asked = Instant.now();
        Instant theirs = Instant.parse(server.ask(
                "SELECT to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')"));
        Instant ours = asked.plus(Duration.between(asked, Instant.now()).dividedBy(2));
        Duration ahead = Duration.between(ours, theirs);
        if (ahead.abs().compareTo(MOST) <= 0) {
            return new Passed("they agree to within 5 seconds");
        }
        return new Warning(
                "the server's clock is %d seconds %s this machine's"
                        .formatted(ahead.abs().toSeconds(), ahead.isNegative() ? "behind" : "ahead of"),
                "at most 5 seconds between them",
                "Let both machines take the time from the same servers: timedatectl set-ntp true",
                "then look how far each is off: timedatectl timesync-status, or chronyc tracking");
    }
}
