package io.tidemark.precheck;

import io.tidemark.precheck.Finding.Failed;
import io.tidemark.precheck.Finding.Passed;
import io.tidemark.task.Source;
import io.tidemark.task.SqlNames;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** What no right in the catalogue tells: poolers, and lines of pg_hba.conf. */
final class ReplicationLoginCheck implements Precheck {

    private static final String REMEDY =
            "Name the server itself in source.host and source.port: a pooler or proxy in between does not pass on the replication protocol";

    @Override
    public String id() {
        return "replication-login";
    }

    @Override
    public String title() {
        return "the role can open a session for replication";
    }

    @Override
    public String why() {
        return "The log is read over such a session, and it must end at the same server as all others.";
    }

    @Override
    public Finding run(SourceServer server) throws SQLException {
        String system = server.ask("SELECT system_identifier FROM pg_control_system()");
        String behind;
        try (Connection replication = server.openReplication();
                Statement statement = replication.createStatement();
                ResultSet row = statement.executeQuery("IDENTIFY_SYSTEM")) {
            behind = row.next() ? row.getString("systemid") : "";
        } catch (SQLException e) {
            return new Failed(
                    // the way out that the sentence ends with is the remedy here
                    "no session for replication: " + Refusal.sentence(e).replaceFirst("; .*", ""),
                    "one that answers IDENTIFY_SYSTEM",
                    wayOut(server, e));
        }
        if (!system.equals(behind)) {
            return new Failed(
                    "the session for replication ends at system %s, all others at system %s".formatted(behind, system),
                    "one server for both",
                    REMEDY);
        }
        return new Passed("system %s answers".formatted(system));
    }

    private static List<String> wayOut(SourceServer server, SQLException refused) throws SQLException {
        Source source = server.task().source();
        return switch (String.valueOf(refused.getSQLState())) {
            case "42501" -> List.of("ALTER ROLE %s REPLICATION;".formatted(SqlNames.quote(source.user())));
            case "53300" ->
                List.of(
                        "SELECT pid, application_name, backend_start FROM pg_stat_replication;",
                        "then SELECT pg_terminate_backend(PID) of one that nobody needs; or see free-wal-senders");
            case "28000" ->
                List.of(
                        "As the first line of pg_hba.conf (one for the database replication would not do):",
                        "host %s %s %s scram-sha-256"
                                .formatted(
                                        SqlNames.quote(source.database()),
                                        SqlNames.quote(source.user()),
                                        server.ask("SELECT inet_client_addr()::text")),
                        "SELECT pg_reload_conf();");
            default -> List.of(REMEDY);
        };
    }
}
