package io.tidemark.prepare;

import io.tidemark.source.Session;
import io.tidemark.task.MadeInSource;
import io.tidemark.task.SqlNames;
import io.tidemark.terminal.Amounts;
import io.tidemark.terminal.SafeText;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;

/** Drops slots whose tasks will not come back for them. */
final class Purge {

    private static final String PUBLICATIONS = "SELECT count(*) FROM pg_publication WHERE pubname = ?";

    private final Session session;
    private final Duration stale;
    private final Predicate<String> agrees;
    private final PrintWriter out;

    /**
     * @param stale for how long nobody has read a slot whose task is over
     * @param agrees asked before each, with a sentence; whether it may be dropped
     */
    Purge(Session session, Duration stale, Predicate<String> agrees, PrintWriter out) {
        this.session = session;
        this.stale = stale;
        this.agrees = agrees;
        this.out = out;
    }

    void run(List<SlotFigures> slots) throws SQLException {
        String database = session.ask("SELECT current_database()");
        for (SlotFigures slot : slots) {
            String kept = kept(slot, database);
            if (!kept.isEmpty()) {
                say("left  slot %s: %s".formatted(slot.name(), kept));
            } else {
                drop(slot);
            }
        }
        out.flush();
    }

    /** Why it can't be dropped; empty if it can. */
    private String kept(SlotFigures slot, String database) throws SQLException {
        if (slot.holder() != null) {
            return "process %s reads it".formatted(slot.holder());
        }
        if (!slot.database().equals(database)) {
            return "it is of database '%s'; purge with a task file of that one".formatted(slot.database());
        }
        if (!slot.plugin().equals("pgoutput") || !isOurs(slot)) {
            return "neither prepare nor the job made its publication, so it may be somebody else's";
        }
        Duration inactive = slot.inactiveFor();
        if (slot.isLost() || (inactive != null && inactive.compareTo(stale) >= 0)) {
            return "";
        }
        return inactive == null
                ? "this server does not tell since when nobody reads it (PostgreSQL 17 does); if its task is over, run SELECT pg_drop_replication_slot(%s);"
                        .formatted(SqlNames.literal(slot.name()))
                : "nobody reads it for %s, less than %s".formatted(slot.idle(), Amounts.seconds(stale.toSeconds()));
    }

    /** One without a publication is left over from a task that was released. */
    private boolean isOurs(SlotFigures slot) throws SQLException {
        return session.ask(PUBLICATIONS, slot.name()).equals("0")
                || MadeInSource.read(session.connection(), slot.name(), slot.task()) != null;
    }

    private void drop(SlotFigures slot) throws SQLException {
        String why = slot.isLost() || slot.inactiveFor() == null
                ? "is lost, and of no use to anybody"
                : "is read by nobody for " + slot.idle();
        String sentence = "slot %s of database '%s' %s".formatted(slot.name(), slot.database(), why);
        if (!agrees.test(sentence + ". A task that was stopped on purpose can't go on without it.")) {
            say("left  " + sentence);
            return;
        }
        // one that somebody began to read meanwhile is refused by the server itself
        session.ask("SELECT pg_drop_replication_slot(?)", slot.name());
        say("done  %s, and is dropped".formatted(sentence));
    }

    private void say(String sentence) {
        out.println(SafeText.of(sentence));
    }
}
