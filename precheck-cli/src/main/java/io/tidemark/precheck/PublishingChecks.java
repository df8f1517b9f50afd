package io.tidemark.precheck;

import io.tidemark.precheck.Finding.Failed;
import io.tidemark.source.Session;
import io.tidemark.task.TaskFile;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.postgresql.PGConnection;
import org.postgresql.jdbc.AutoSave;

/** What must hold before tables are published: else the server refuses the application's own updates and deletes of them. */
public final class PublishingChecks {

    private static final List<Precheck> CHECKS = List.of(
            new ReplicaIdentityCheck(),
            new FullIdentityCheck(),
            new IdentityColumnsCheck(),
            new RowFilterColumnsCheck());

    private PublishingChecks() {}

    /**
     * Asks within the session's transaction, which sees what it has changed itself.
     *
     * @return a sentence for each problem; none if there are none
     */
    public static List<String> problems(TaskFile task, Session session) throws SQLException {
        List<String> problems = new ArrayList<>();
        PGConnection connection = session.connection().unwrap(PGConnection.class);
        // one check learns from what the server refuses, which must not undo the transaction
        connection.setAutosave(AutoSave.ALWAYS);
        try (SourceServer server = new SourceServer(task, session)) {
            for (Precheck check : CHECKS) {
                if (check.run(server) instanceof Failed failed) {
                    problems.add("%s: %s, but what is needed is %s. %s %s"
                            .formatted(
                                    check.id(),
                                    failed.seen(),
                                    failed.needed(),
                                    check.why(),
                                    String.join(" ", failed.remedy())));
                }
            }
        } finally {
            connection.setAutosave(AutoSave.NEVER);
        }
        return problems;
    }
}
