package io.tidemark.prepare;

import io.tidemark.source.Session;
import io.tidemark.task.MadeInSource;
import io.tidemark.task.MadeInSource.OwnPublication;
import io.tidemark.task.MadeInSource.Slot;
import io.tidemark.task.SqlNames;
import io.tidemark.task.TaskFile;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is recorded as made in the source for a task.
 *
 * @param publication whether a publication of the task's name is there, by whomever
 * @param made {@code null} if nothing is recorded
 * @param owner of the publication; empty if there is none
 * @param trusted whether who owns the publication could have done by himself all that the record may say
 */
record Recorded(boolean publication, @Nullable MadeInSource made, String owner, boolean trusted) {

    private static final String OWNER = """
            SELECT rolname, rolsuper OR rolname = current_user
              FROM pg_publication p JOIN pg_roles r ON r.oid = p.pubowner WHERE pubname = ?""";

    static Recorded of(Session session, TaskFile task) throws SQLException {
        List<List<String>> owner = session.rows(OWNER, task.publicationName());
        if (owner.isEmpty()) {
            return new Recorded(false, null, "", true);
        }
        boolean trusted = owner.get(0).get(1).equals("t");
        MadeInSource made;
        try {
            made = MadeInSource.read(session.connection(), task);
        } catch (IllegalStateException e) {
            throw new RefusedException(String.valueOf(e.getMessage()));
        }
        return new Recorded(
                true,
                made == null || trusted ? made : modest(made),
                owner.get(0).get(0),
                trusted);
    }

    /** Who owns a publication writes its comment: what he says of roles and tables may be meant to have them taken away. */
    private static MadeInSource modest(MadeInSource made) {
        return new MadeInSource(made.things().stream()
                .filter(thing -> thing instanceof OwnPublication || thing instanceof Slot)
                .toList());
    }

    MadeInSource things() {
        return made == null ? new MadeInSource(List.of()) : made;
    }

    /** So that what is recorded from now on is believed later. */
    static String takeOver(TaskFile task) {
        return "ALTER PUBLICATION %s OWNER TO CURRENT_USER".formatted(SqlNames.quote(task.publicationName()));
    }
}
