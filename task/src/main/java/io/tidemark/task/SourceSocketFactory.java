package io.tidemark.task;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.net.SocketFactory;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGProperty;

/**
 * Makes the driver's sockets, whose input is read in large pieces. The driver asks the system for 8 kB at a time, and looks for
 * each change of the log as soon as there is one: the server then spends a good part of its time on waking the reader. So whoever
 * reads the log rests for a millisecond when there is nothing, and finds many changes.
 */
public final class SourceSocketFactory extends SocketFactory {

    private static final int PIECE_BYTES = 64 * 1024;
    private static final long REST_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final boolean readsTheLog;

    /** Called by the driver, which knows the class by its name, with the properties of the connection. */
    public SourceSocketFactory(Properties properties) {
        readsTheLog = PGProperty.REPLICATION.getOrDefault(properties) != null;
    }

    @Override
    public Socket createSocket() {
        return new LargeReads(readsTheLog);
    }

    private static final class LargeReads extends Socket {

        private final boolean rests;
        private @Nullable InputStream input;

        LargeReads(boolean rests) {
            this.rests = rests;
        }

        /** The same one each time: TLS goes on behind what was read before it. */
        @Override
        public synchronized InputStream getInputStream() throws IOException {
            InputStream known = input;
            if (known == null) {
                InputStream plain = super.getInputStream();
                known = new BufferedInputStream(rests ? new Resting(plain) : plain, PIECE_BYTES);
                input = known;
            }
            return known;
        }
    }

    /** Waits for more when there is nothing, so that a read finds much. */
    private static final class Resting extends FilterInputStream {

        Resting(InputStream input) {
            super(input);
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            if (in.available() == 0) {
                LockSupport.parkNanos(REST_NANOS);
            }
            return in.read(bytes, offset, length);
        }
    }

    @Override
    public Socket createSocket(String host, int port) {
        throw connects();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) {
        throw connects();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) {
        throw connects();
    }

    @Override
    public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort) {
        throw connects();
    }

    private static UnsupportedOperationException connects() {
        return new UnsupportedOperationException("the driver connects its sockets itself, with a time limit");
    }
}
