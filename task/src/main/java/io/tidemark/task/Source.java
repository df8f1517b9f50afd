package io.tidemark.task;

import java.io.Serializable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The database that is read.
 *
 * @param host a host name or an address, without a port
 * @param password {@code null} only where a client certificate is shown instead
 */
public record Source(
        String host,
        int port,
        String database,
        String user,
        @Nullable Secret password,
        Tls tls) implements Serializable {

    /** A comma would make two hosts of it, a slash a path of the driver's URL. */
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._:-]+");

    public Source {
        checkHost(host);
        checkPort(port);
    }

    /** The address for people: {@code db.internal:5432}. */
    public String address() {
        return (host.indexOf(':') < 0 ? host : '[' + host + ']') + ':' + port;
    }

    static String checkHost(String host) {
        if (!HOST.matcher(host).matches()) {
            throw new IllegalArgumentException("must be one host name or address, but was '" + host + "'");
        }
        return host;
    }

    static int checkPort(int port) {
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("must be a number from 1 to 65535, but was '" + port + "'");
        }
        return port;
    }
}
