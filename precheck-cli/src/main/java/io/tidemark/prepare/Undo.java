package io.tidemark.prepare;

import io.tidemark.source.Session;
import io.tidemark.task.MadeInSource.Attribute;
import io.tidemark.task.MadeInSource.FullIdentity;
import io.tidemark.task.MadeInSource.Grant;
import io.tidemark.task.MadeInSource.OwnPublication;
import io.tidemark.task.MadeInSource.Role;
import io.tidemark.task.MadeInSource.RoleAttribute;
import io.tidemark.task.MadeInSource.Thing;
import io.tidemark.task.Publication;
import io.tidemark.task.SqlNames;
import io.tidemark.task.TaskFile;
import java.sql.SQLException;

/**
 * How what was made is taken away again. What is not there any more, or was changed by somebody since, takes no statement: the
 * step then says so.
 */
final class Undo {

    private final Session session;
    private final TaskFile task;

    Undo(Session session, TaskFile task) {
        this.session = session;
        this.task = task;
    }

    Step step(Thing thing) throws SQLException {
        if (thing instanceof OwnPublication) {
            return Step.undoing(
                    thing,
                    "publication " + task.publicationName() + " is dropped",
                    new Publication(task).dropStatement());
        }
        if (thing instanceof Grant grant) {
            return grant(grant);
        }
        if (thing instanceof FullIdentity identity) {
            return identity(identity);
        }
        if (thing instanceof RoleAttribute attribute) {
            return attribute(attribute);
        }
        return role((Role) thing);
    }

    Step grant(Grant grant) throws SQLException {
        String object = object(grant);
        if (object.isEmpty() || !exists(grant.role())) {
            return Step.undoing(
                    grant, "%s of role '%s' on what is not there any more".formatted(grant.right(), grant.role()));
        }
        return Step.undoing(
                grant,
                "role '%s' loses %s on %s".formatted(grant.role(), grant.right(), object),
                "REVOKE %s ON %s FROM %s".formatted(grant.right(), object, SqlNames.quote(grant.role())));
    }

    /** The object of a grant for a statement; empty if it is gone. */
    private String object(Grant grant) throws SQLException {
        return switch (grant.right()) {
            case CONNECT ->
                session.ask("SELECT format('DATABASE %I', datname) FROM pg_database WHERE oid = ?", grant.oid());
            case USAGE ->
                session.ask("SELECT format('SCHEMA %I', nspname) FROM pg_namespace WHERE oid = ?", grant.oid());
            case SELECT -> table("TABLE ", grant.oid());
        };
    }

    private String table(String word, long oid) throws SQLException {
        return session.ask(
                "SELECT ? || format('%I.%I', nspname, relname) FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace WHERE c.oid = ?",
                word, oid);
    }

    Step identity(FullIdentity made) throws SQLException {
        String table = table("", made.table());
        if (!session.ask("SELECT relreplident FROM pg_class WHERE oid = ?", made.table())
                .equals("f")) {
            return Step.undoing(
                    made,
                    (table.isEmpty() ? "a table that is not there any more" : table)
                            + " has no REPLICA IDENTITY FULL any more, and is left alone");
        }
        String index = session.ask("SELECT relname FROM pg_class WHERE oid = ?", made.index());
        String before = before(made.before(), index);
        return Step.undoing(
                made,
                "%s gets back REPLICA IDENTITY %s".formatted(table, before),
                "ALTER TABLE %s REPLICA IDENTITY %s".formatted(table, before));
    }

    private static String before(String identity, String index) {
        return switch (identity) {
            case "n" -> "NOTHING";
            case "i" -> index.isEmpty() ? "DEFAULT" : "USING INDEX " + SqlNames.quote(index);
            default -> "DEFAULT";
        };
    }

    private Step attribute(RoleAttribute made) throws SQLException {
        Attribute attribute = made.attribute();
        return exists(made.role())
                ? Step.undoing(
                        made,
                        "role '%s' loses %s".formatted(made.role(), attribute),
                        "ALTER ROLE %s NO%s".formatted(SqlNames.quote(made.role()), attribute))
                : Step.undoing(made, "role '%s' is not there any more".formatted(made.role()));
    }

    private Step role(Role made) throws SQLException {
        return exists(made.name())
                ? Step.undoing(
                        made, "role '%s' is dropped".formatted(made.name()), "DROP ROLE " + SqlNames.quote(made.name()))
                : Step.undoing(made, "role '%s' is not there any more".formatted(made.name()));
    }

    private boolean exists(String role) throws SQLException {
        return session.holds("EXISTS (SELECT FROM pg_roles WHERE rolname = ?)", role);
    }
}
