package io.tidemark.embedded.workload;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.random.RandomGenerator;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Clients that write to a database of their own as applications do, and a log of what they committed. The same seed makes
 * the same choices for each client; how the clients meet is up to the server.
 *
 * <p>Made (with its tables and their first rows) by {@link #create}, then started, stopped and joined once.
 */
public final class Workload implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Workload.class);

    private final DataSource database;
    private final WorkloadOptions options;
    private final CommitLog log = new CommitLog();
    private final Cast cast = new Cast();
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicBoolean stopped = new AtomicBoolean();
    private final AtomicReference<@Nullable SQLException> refused = new AtomicReference<>();

    private Workload(DataSource database, WorkloadOptions options) {
        this.database = database;
        this.options = options;
    }

    /**
     * Makes the tables anew in schema {@code public} and fills them; the rows are in the log as committed changes.
     *
     * @param database gives connections of a role that may create tables in {@code public}
     */
    public static Workload create(DataSource database, WorkloadOptions options) throws SQLException {
        Workload workload = new Workload(database, options);
        LOG.info("workload with seed {}, {} rows", options.seed(), options.rows());
        workload.fill();
        return workload;
    }

    /** The tables that it writes to. */
    public List<ShopTable> tables() {
        return Shop.TABLES;
    }

    public CommitLog log() {
        return log;
    }

    /** Lets the clients begin. */
    public void start() {
        Pace pace = new Pace(options.changesPerSecond());
        SplittableRandom seeds = new SplittableRandom(options.seed());
        for (int i = 0; i < options.clients(); i++) {
            begin("workload-" + i, client(pace, seeds.split(), false));
        }
        for (int i = 0; i < options.longClients(); i++) {
            begin("workload-long-" + i, client(pace, seeds.split(), true));
        }
    }

    /** Tells the clients to end after the transaction that they are in; does not wait. */
    public void stop() {
        stopped.set(true);
    }

    /**
     * Waits for the clients to end, and asks the server what became of transactions whose COMMIT did not return.
     *
     * @return whether all ended and every outcome is known, within the time
     * @throws IllegalStateException if the server refused a statement: then less was done than was asked for
     */
    public boolean join(Duration limit) throws InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        for (Thread thread : threads) {
            thread.join(Math.max(1, (end - System.nanoTime()) / 1_000_000));
        }
        SQLException refusal = refused.get();
        if (refusal != null) {
            throw new IllegalStateException("the server refused a statement of the workload", refusal);
        }
        boolean ended = threads.stream().noneMatch(Thread::isAlive);
        return new Doubts(database, options.normalisation(), log).settle(end) && ended;
    }

    /** What the tables hold now: for each table, its rows by key. */
    public Map<ShopTable, Map<String, Image>> contents() throws SQLException {
        return contents(database, options.normalisation());
    }

    @Override
    public void close() {
        stop();
        threads.forEach(Thread::interrupt);
    }

    private Map<ShopTable, Map<String, Image>> contents(DataSource source, Normalisation normalisation)
            throws SQLException {
        Map<ShopTable, Map<String, Image>> contents = new LinkedHashMap<>();
        try (Session session = Session.open(source, normalisation)) {
            for (ShopTable table : Shop.TABLES) {
                Map<String, Image> rows = new TreeMap<>();
                session.query(Sql.select(table, "true", normalisation), List.of())
                        .forEach(row -> rows.put(table.keyOf(row), table.image(row)));
                contents.put(table, rows);
            }
        }
        return contents;
    }

    private void fill() throws SQLException {
        RandomGenerator random = new SplittableRandom(~options.seed());
        try (Session session = Session.open(database, options.normalisation())) {
            Shop.create(session.connection());
            for (Keys keys : cast.all()) {
                OpenTransaction transaction = new OpenTransaction(session, log, random);
                transaction.load(keys, firstRows(keys));
                transaction.commit();
            }
        }
    }

    private int firstRows(Keys keys) {
        if (keys == cast.emptied()) {
            return 50;
        }
        return keys == cast.orders() ? options.rows() : 1 + options.rows() / 4;
    }

    private Client client(Pace pace, RandomGenerator random, boolean holdsOpen) {
        return new Client(
                database,
                options,
                log,
                cast,
                pace,
                random,
                holdsOpen ? any -> Act.HELD_OPEN : Act::any,
                stopped::get,
                e -> refused.compareAndSet(null, e));
    }

    private void begin(String name, Runnable client) {
        Thread thread = new Thread(client, name);
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
    }
}
