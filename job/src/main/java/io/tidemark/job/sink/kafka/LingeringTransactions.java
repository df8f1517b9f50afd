package io.tidemark.job.sink.kafka;

import java.util.EnumSet;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.common.errors.ConcurrentTransactionsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the transactions that earlier attempts of the same task left open: whoever reads committed records would wait behind them
 * until the broker gives them up. Each submission of the job has its own names, so that a fresh start need not try all the old ones.
 */
final class LingeringTransactions {

    private static final Logger LOG = LoggerFactory.getLogger(LingeringTransactions.class);

    private static final int ATTEMPTS = 600;
    private static final long BETWEEN_ATTEMPTS_MILLIS = 50;

    private final String prefix;

    /** @param prefix of all transactions of the task on one topic */
    LingeringTransactions(String prefix) {
        this.prefix = prefix;
    }

    /**
     * Ends what belongs to no checkpoint.
     *
     * @param restored the checkpoint that the job is restored from: its transactions, and earlier ones, are to be committed; 0 if
     *     there is none
     */
    void abort(Properties client, long restored) throws InterruptedException {
        try (Admin admin = Admin.create(client)) {
            for (String lingering : open(admin, restored)) {
                end(admin, lingering);
                LOG.info("Ended transaction {}, which an earlier attempt left open", lingering);
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("ending transactions that earlier attempts left open", e.getCause());
        }
    }

    private List<String> open(Admin admin, long restored) throws ExecutionException, InterruptedException {
        return admin
                .listTransactions(new ListTransactionsOptions().filterStates(EnumSet.of(TransactionState.ONGOING)))
                .all()
                .get()
                .stream()
                .map(TransactionListing::transactionalId)
                .filter(id -> id.startsWith(prefix) && checkpoint(id) > restored)
                .toList();
    }

    /** The broker begins to end it, and refuses to answer until it has; the client of this version does not ask again. */
    private static void end(Admin admin, String transaction) throws ExecutionException, InterruptedException {
        for (int attempt = 1; ; attempt++) {
            try {
                admin.fenceProducers(List.of(transaction)).all().get();
                return;
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof ConcurrentTransactionsException) || attempt == ATTEMPTS) {
                    throw e;
                }
                TimeUnit.MILLISECONDS.sleep(BETWEEN_ATTEMPTS_MILLIS);
            }
        }
    }

    /** The connector puts it last. */
    private static long checkpoint(String id) {
        return Long.parseLong(id.substring(id.lastIndexOf('-') + 1));
    }
}
