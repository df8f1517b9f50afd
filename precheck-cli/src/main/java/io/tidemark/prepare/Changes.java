package io.tidemark.prepare;

import io.tidemark.prepare.Step.SqlText;
import io.tidemark.source.Session;
import io.tidemark.terminal.SafeText;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.List;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** Carries steps out: all of them or none. */
final class Changes {

    /** A table that a long query reads is not worth making everybody wait who comes after us. */
    private static final String LOCK_TIMEOUT = "SET LOCAL lock_timeout = '5s'";

    private static final String LOCK_NOT_AVAILABLE = "55P03";
    private static final String INSUFFICIENT_PRIVILEGE = "42501";
    private static final String STILL_NEEDED = "2BP01";

    private final Session session;
    private final PrintWriter out;

    Changes(Session session, PrintWriter out) {
        this.session = session;
        this.out = out;
    }

    /** What is looked at when all is done and nothing is committed. */
    interface LastLook {

        /**
         * Why it is not to stay so.
         *
         * @return no sentence if it may stay
         */
        List<String> problems() throws SQLException;
    }

    /**
     * Does all in one transaction.
     *
     * @param optional steps of the same transaction, each of which may fail by itself
     * @param last a statement of the same transaction that is not told of; empty for none
     * @return whether the optional steps were done too
     * @throws RefusedException if one of the others can't be done, or the last look finds a problem; then none was
     */
    boolean make(List<Step> steps, List<Step> optional, String last, LastLook look) throws SQLException {
        List<String> told = new ArrayList<>();
        boolean all = true;
        session.connection().setAutoCommit(false);
        try {
            session.execute(LOCK_TIMEOUT);
            for (Step step : steps) {
                make(step);
                told.add("done  " + step.what());
            }
            for (Step step : optional) {
                all &= isMade(step, told);
            }
            if (!last.isEmpty()) {
                session.execute(last);
            }
            List<String> problems = look.problems();
            if (!problems.isEmpty()) {
                throw new RefusedException(
                        "nothing was changed, because it would break the application:\n" + String.join("\n", problems));
            }
            // of a transaction that failed, COMMIT would be a ROLLBACK without a word
            session.ask("SELECT 1");
            session.connection().commit();
        } finally {
            session.connection().rollback();
            session.connection().setAutoCommit(true);
        }
        told.forEach(line -> out.println(SafeText.of(line)));
        out.flush();
        return all;
    }

    private boolean isMade(Step step, List<String> told) throws SQLException {
        Savepoint before = session.connection().setSavepoint();
        try {
            make(step);
            told.add("done  " + step.what());
            return true;
        } catch (RefusedException e) {
            session.connection().rollback(before);
            told.add("kept  " + e.getMessage());
            return false;
        }
    }

    private void make(Step step) throws SQLException {
        for (SqlText statement : step.statements()) {
            try {
                session.execute(statement.run());
            } catch (PSQLException e) {
                throw new RefusedException("%s: %s. This was not done, nor what belongs to it: %s"
                        .formatted(step.what(), reason(e), statement.shown()));
            }
        }
    }

    private static String reason(PSQLException e) {
        ServerErrorMessage error = e.getServerErrorMessage();
        String message = error == null
                ? String.valueOf(e.getMessage())
                : error.getMessage() + (error.getDetail() == null ? "" : " (" + error.getDetail() + ')');
        return switch (String.valueOf(e.getSQLState())) {
            case LOCK_NOT_AVAILABLE -> message + "; somebody uses it for longer: try again, or end that transaction";
            case INSUFFICIENT_PRIVILEGE -> message + "; log in as somebody who may, with --user";
            case STILL_NEEDED -> message + "; somebody else gave it more than prepare did";
            default -> message;
        };
    }
}
