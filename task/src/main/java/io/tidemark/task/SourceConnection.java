package io.tidemark.task;

import java.io.Serializable;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;
import org.postgresql.PGProperty;

/**
 * Opens sessions with the source, all alike in what decides how a value is printed. Secrets are read at each opening, so
 * that it can travel in the job graph and outlives a change of the password.
 */
public final class SourceConnection implements Serializable {

    private static final Duration LOGIN_TIMEOUT = Duration.ofSeconds(30);

    private final Source source;
    private final String application;
    private final Duration loginTimeout;

    private SourceConnection(Source source, String application, Duration loginTimeout) {
        this.source = source;
        this.application = application;
        this.loginTimeout = loginTimeout;
    }

    public static SourceConnection of(TaskFile task) {
        return of(task, LOGIN_TIMEOUT);
    }

    /**
     * Sessions of somebody else than the task's role, such as an administrator.
     *
     * @param password {@code null} where the server asks for none, or takes the task's client certificate
     */
    public static SourceConnection of(TaskFile task, String user, @Nullable Secret password) {
        Source source = task.source();
        return new SourceConnection(
                new Source(source.host(), source.port(), source.database(), user, password, source.tls()),
                applicationName(task),
                LOGIN_TIMEOUT);
    }

    /**
     * The same with another patience.
     *
     * @param loginTimeout within which a session is open, or the server counts as silent
     */
    public static SourceConnection of(TaskFile task, Duration loginTimeout) {
        return new SourceConnection(task.source(), applicationName(task), loginTimeout);
    }

    /** By which {@code pg_stat_activity} tells the sessions of a task. */
    public static String applicationName(TaskFile task) {
        return "tidemark-" + task.task();
    }

    /**
     * Opens a session for statements, in auto-commit.
     *
     * @throws SourceUnavailableException if there is none to be had
     */
    public Connection open() throws SourceUnavailableException {
        return open(new Properties());
    }

    /**
     * Opens a session for the replication protocol, to unwrap as a {@link org.postgresql.PGConnection}. Statements go
     * over it as plain text: constant ones only, please.
     *
     * @throws SourceUnavailableException if there is none to be had
     */
    public Connection openReplication() throws SourceUnavailableException {
        Properties properties = new Properties();
        PGProperty.REPLICATION.set(properties, "database");
        PGProperty.PREFER_QUERY_MODE.set(properties, "simple");
        return open(properties);
    }

    /** What is connected to, for people: {@code database 'shop' at db.internal:5432 as user 'tidemark'}. */
    @Override
    public String toString() {
        return "database '%s' at %s as user '%s'".formatted(source.database(), source.address(), source.user());
    }

    private Connection open(Properties properties) throws SourceUnavailableException {
        try {
            addCommon(properties);
            addLogin(properties);
            return connect(properties);
        } catch (SecretUnavailableException missing) {
            throw new SourceUnavailableException(
                    "cannot connect to " + this + ": " + missing.getMessage(), null, null, true);
        } catch (SQLException failure) {
            throw new ConnectFailure(source, properties).explain("cannot connect to " + this, failure);
        }
    }

    private void addCommon(Properties properties) {
        PGProperty.OPTIONS.set(properties, SessionSettings.startupOptions());
        PGProperty.APPLICATION_NAME.set(properties, application);
        // older servers are refused by a check of our own; the driver then asks for no detour on behalf of them
        PGProperty.ASSUME_MIN_SERVER_VERSION.set(properties, "14");
        PGProperty.CONNECT_TIMEOUT.set(properties, 10);
        PGProperty.LOGIN_TIMEOUT.set(properties, (int) loginTimeout.toSeconds());
        // no limit: a COPY or an idle stream may be silent for long; keep-alives tell a dead peer from a quiet one
        PGProperty.SOCKET_TIMEOUT.set(properties, 0);
        PGProperty.TCP_KEEP_ALIVE.set(properties, true);
        PGProperty.SOCKET_FACTORY.set(properties, SourceSocketFactory.class.getName());
        PGProperty.GSS_ENC_MODE.set(properties, "disable");
    }

    private void addLogin(Properties properties) {
        Tls tls = source.tls();
        PGProperty.USER.set(properties, source.user());
        PGProperty.PASSWORD.set(properties, reveal(source.password()));
        PGProperty.SSL_MODE.set(properties, tls.mode().key());
        PGProperty.SSL_FACTORY.set(properties, TlsSocketFactory.class.getName());
        PGProperty.SSL_ROOT_CERT.set(properties, tls.ca());
        PGProperty.SSL_CERT.set(properties, tls.certificate());
        PGProperty.SSL_KEY.set(properties, tls.key());
        PGProperty.SSL_PASSWORD.set(properties, reveal(tls.keyPassword()));
    }

    private static @Nullable String reveal(@Nullable Secret secret) {
        return secret == null ? null : secret.reveal();
    }

    private Connection connect(Properties properties) throws SQLException {
        // the driver itself: DriverManager may ask another one, and hands the password to each
        Connection connection = new Driver().connect(url(), properties);
        if (connection == null) {
            throw new SQLException("the driver does not take the address");
        }
        try {
            SessionSettings.apply(connection);
            return connection;
        } catch (SQLException failure) {
            connection.close();
            throw failure;
        }
    }

    /** Only what cannot bring a parameter of the driver with it: the host is checked, the database encoded. */
    private String url() {
        return "jdbc:postgresql://" + source.address() + '/'
                + URLEncoder.encode(source.database(), StandardCharsets.UTF_8);
    }
}
