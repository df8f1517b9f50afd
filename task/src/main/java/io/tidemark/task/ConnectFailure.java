package io.tidemark.task;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateExpiredException;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGProperty;
import org.postgresql.util.GT;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** Tells why a session could not be opened, in a sentence for the operator that has no secret in it. */
final class ConnectFailure {

    /** SQLSTATEs of a server that takes nobody at the moment: it starts or stops, has no connection left, or hung up. */
    private static final Set<String> LATER = Set.of("57P03", "57P01", "53300", "08001", "08006");

    private final Source source;
    private final boolean replication;
    private final List<String> secrets;

    /**
     * @param properties those that the driver was called with
     */
    ConnectFailure(Source source, Properties properties) {
        this.source = source;
        this.replication = PGProperty.REPLICATION.getOrDefault(properties) != null;
        this.secrets = Stream.of(PGProperty.PASSWORD, PGProperty.SSL_PASSWORD)
                .map(property -> property.getOrDefault(properties))
                .filter(Objects::nonNull)
                .toList();
    }

    SourceUnavailableException explain(String what, SQLException failure) {
        String tls = tlsReason(failure);
        String network = tls == null ? networkReason(failure) : null;
        String reason = tls != null ? tls : network != null ? network : serverReason(failure);
        boolean answered = tls != null || (network == null && !LATER.contains(String.valueOf(failure.getSQLState())));
        // a cause that quotes a secret is left out: loggers print the messages of all causes
        return new SourceUnavailableException(
                what + ": " + reason, failure.getSQLState(), hasSecret(failure) ? null : failure, answered);
    }

    private @Nullable String networkReason(SQLException failure) {
        if (causedBy(failure, UnknownHostException.class)) {
            return "no address is known for the host '%s'; check source.host".formatted(source.host());
        }
        if (causedBy(failure, SocketTimeoutException.class) || says(failure, "Connection attempt timed out.")) {
            return "no answer in time; check source.host and source.port, and the firewalls in between";
        }
        if (causedBy(failure, NoRouteToHostException.class)) {
            return "there is no route to the host; check source.host, and the network in between";
        }
        if (causedBy(failure, ConnectException.class)) {
            return "nothing listens there; check source.host and source.port, and listen_addresses of the server";
        }
        return null;
    }

    private @Nullable String tlsReason(SQLException failure) {
        if (says(failure, "The server does not support SSL.")) {
            return "the server does not offer TLS, but source.tls.mode is '%s'; set ssl = on in the server, or set source.tls.mode to 'prefer' or 'disable'"
                    .formatted(source.tls().mode().key());
        }
        if (says(
                failure,
                "The hostname {0} could not be verified by hostnameverifier {1}.",
                source.host(),
                "PgjdbcHostnameVerifier")) {
            return "the server's certificate does not name the host '%s'; set source.host to a name in it, or source.tls.mode to 'verify-ca', which does not look at names"
                    .formatted(source.host());
        }
        if (says(
                failure,
                "The SSLSocketFactory class provided {0} could not be instantiated.",
                TlsSocketFactory.class.getName())) {
            return "a file of source.tls is not what it was when the task file was read: it " + rootMessage(failure);
        }
        if (causedBy(failure, CertificateExpiredException.class)) {
            return "the server's certificate has expired";
        }
        if (causedBy(failure, CertPathBuilderException.class)) {
            return "the server's certificate is not signed by a CA in %s; set source.tls.ca to the file of its CA"
                    .formatted(
                            source.tls().ca() == null
                                    ? "Java's own list"
                                    : "'" + source.tls().ca() + "'");
        }
        return causedBy(failure, SSLException.class) ? "no TLS session: " + message(failure) : null;
    }

    private String serverReason(SQLException failure) {
        String said = message(failure);
        return switch (String.valueOf(failure.getSQLState())) {
            case "28P01" ->
                "the server refused the password, which is taken from %s; check it, and source.user"
                        .formatted(source.password());
            case "28000" -> "the server does not let this user in: " + said + entryHint(said);
            case "3D000" -> "the server has no database of this name; check source.database";
            case "57P03" ->
                "the server takes no connections at the moment: " + said + "; try again when it has started";
            case "53300" ->
                "the server has no connection left: " + said
                        + "; end sessions that nobody needs, or raise the limit: max_connections, or CONNECTION LIMIT of the role or the database";
            case "08P01" -> said + poolerHint(said);
            case "42501" -> "the user lacks a right: " + said + rightHint();
            default -> said;
        };
    }

    /** PgBouncer's and others' words for what they can't pass on. */
    private static String poolerHint(String said) {
        return said.contains("unsupported startup parameter")
                ? "; this is a connection pooler, which can't pass on what a task needs: set source.host and source.port to the server itself"
                : "";
    }

    private String entryHint(String said) {
        if (source.tls().mode() == Tls.Mode.DISABLE) {
            return "; it may demand TLS, which source.tls.mode 'disable' does not give";
        }
        return said.contains("pg_hba.conf") ? "; let it in by a line of that file, and reload the server" : "";
    }

    private String rightHint() {
        return replication ? "; ALTER ROLE " + SqlNames.quote(source.user()) + " REPLICATION gives it" : "";
    }

    /** What the server or the driver says, in its language. */
    private String message(SQLException failure) {
        ServerErrorMessage server = failure instanceof PSQLException postgres ? postgres.getServerErrorMessage() : null;
        String message = String.valueOf(server == null ? failure.getMessage() : server.getMessage());
        for (String secret : secrets) {
            message = message.replace(secret, "***");
        }
        return message;
    }

    private static String rootMessage(Throwable failure) {
        return String.valueOf(
                causes(failure).reduce((outer, inner) -> inner).orElse(failure).getMessage());
    }

    /** The driver has no codes for some failures, only texts, in the language of this machine. */
    private static boolean says(SQLException failure, String text, Object... values) {
        return GT.tr(text, values).equals(failure.getMessage());
    }

    private static boolean causedBy(Throwable failure, Class<? extends Throwable> type) {
        return causes(failure).anyMatch(type::isInstance);
    }

    private boolean hasSecret(Throwable failure) {
        return causes(failure)
                .flatMap(cause -> Stream.concat(Stream.of(cause), Stream.of(cause.getSuppressed())))
                .map(cause -> String.valueOf(cause.getMessage()))
                .anyMatch(message -> secrets.stream().anyMatch(message::contains));
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause);
    }
}
