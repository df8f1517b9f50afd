package io.tidemark.embedded.workload;

import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One client: transactions one after the other until it is told to stop; opens a new connection when one dies. */
final class Client implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(Client.class);
    private static final long PAUSE_AFTER_FAILURE = TimeUnit.MILLISECONDS.toNanos(250);

    private final DataSource database;
    private final WorkloadOptions options;
    private final CommitLog log;
    private final Cast cast;
    private final Pace pace;
    private final RandomGenerator random;
    private final Function<RandomGenerator, Act> choice;
    private final BooleanSupplier stopped;
    private final Consumer<SQLException> refused;

    Client(
            DataSource database,
            WorkloadOptions options,
            CommitLog log,
            Cast cast,
            Pace pace,
            RandomGenerator random,
            Function<RandomGenerator, Act> choice,
            BooleanSupplier stopped,
            Consumer<SQLException> refused) {
        this.database = database;
        this.options = options;
        this.log = log;
        this.cast = cast;
        this.pace = pace;
        this.random = random;
        this.choice = choice;
        this.stopped = stopped;
        this.refused = refused;
    }

    @Override
    public void run() {
        while (!stopped.getAsBoolean()) {
            try (Session session = Session.open(database, options.normalisation())) {
                work(session);
            } catch (SQLException e) {
                LOG.debug("a client of the workload connects anew: {}", e.getSQLState());
                if (isRefusal(e)) {
                    refused.accept(e);
                }
                LockSupport.parkNanos(PAUSE_AFTER_FAILURE);
            }
        }
    }

    private void work(Session session) throws SQLException {
        while (!stopped.getAsBoolean()) {
            if (pace.ready()) {
                transaction(session);
            }
        }
    }

    private void transaction(Session session) throws SQLException {
        Act act = choice.apply(random);
        OpenTransaction transaction = new OpenTransaction(session, log, random);
        try {
            act.play(transaction, cast, random);
        } catch (SQLException e) {
            if (!isLockConflict(e)) {
                throw e;
            }
            transaction.rollBack();
            return;
        }
        pace.made(transaction.size());
        if (act.ending() == Act.Ending.COMMIT) {
            transaction.commit();
        } else {
            transaction.rollBack();
        }
    }

    // bad data, a broken constraint, a name that is not there: an error of the workload or of who set the server up
    private static boolean isRefusal(SQLException e) {
        String state = String.valueOf(e.getSQLState());
        return state.startsWith("22") || state.startsWith("23") || state.startsWith("42");
    }

    // deadlocks happen when ranges meet: the transaction is undone and life goes on
    private static boolean isLockConflict(SQLException e) {
        return "40P01".equals(e.getSQLState());
    }
}
