package io.tidemark.precheck;

import io.tidemark.precheck.Finding.Failed;
import io.tidemark.precheck.Finding.Passed;
import io.tidemark.source.Published;
import io.tidemark.task.Publication;
import io.tidemark.task.Selection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The publication is the task's selection, as the server carries it out. */
final class PublicationCheck implements Precheck {

    private static final String PREPARE = "or all of it at once: tidemark prepare TASK.yaml --apply --user ROLE";

    @Override
    public String id() {
        return "publication";
    }

    @Override
    public String title() {
        return "the publication sends what the task selects, or can be made";
    }

    @Override
    public String why() {
        return "What it leaves out would be missing without a word, and what it sends beyond the selection must not be read.";
    }

    @Override
    public Finding run(SourceServer server) throws SQLException {
        Publication wanted = new Publication(server.task());
        List<String> problems = wanted.problems(server.version());
        if (!problems.isEmpty()) {
            return new Failed(
                    String.join("; ", problems),
                    "a selection that one publication can send",
                    "Change objects in the task file");
        }
        String name = server.task().publicationName();
        if (!server.holds("EXISTS (SELECT FROM pg_publication WHERE pubname = ?)", name)) {
            return absent(server, wanted);
        }
        Published now = Published.of(server.session(), name);
        List<String> differences = now.differencesTo(Published.wanted(server.task()));
        if (differences.isEmpty()) {
            return new Passed("publication %s is there, and sends it".formatted(name));
        }
        List<String> remedy = new ArrayList<>();
        now.statementsTo(wanted, server.task()).forEach(statement -> remedy.add(statement + ';'));
        remedy.add(PREPARE);
        return new Failed(
                "publication %s is to send: %s".formatted(name, String.join(", ", differences)),
                "what objects selects and nothing else",
                remedy);
    }

    private static Finding absent(SourceServer server, Publication wanted) throws SQLException {
        String missing = missing(server);
        String name = server.task().publicationName();
        return missing.isEmpty()
                ? new Passed("there is no publication %s yet; the first start makes it".formatted(name))
                : new Failed(
                        "there is no publication %s, and role '%s' can't make it: it %s"
                                .formatted(name, server.task().source().user(), missing),
                        "the publication, made by somebody who may",
                        wanted.createStatement() + ';',
                        PREPARE);
    }

    /** What the role lacks to make it; empty if nothing. */
    private static String missing(SourceServer server) throws SQLException {
        if (server.holds("rolsuper FROM pg_roles WHERE rolname = current_user")) {
            return "";
        }
        List<Selection> objects = server.task().objects();
        if (objects.isEmpty() || objects.stream().anyMatch(Selection.Schema.class::isInstance)) {
            return "is no superuser, which a whole %s takes".formatted(objects.isEmpty() ? "database" : "schema");
        }
        if (!server.holds("has_database_privilege(current_database(), 'CREATE')")) {
            return "has no CREATE on the database";
        }
        List<SourceTable> others = server.tables().where(table -> !table.owned());
        return others.isEmpty() ? "" : "does not own " + SelectedTables.named(others);
    }
}
