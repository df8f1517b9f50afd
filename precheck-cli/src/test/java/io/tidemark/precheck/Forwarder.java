package io.tidemark.precheck;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** What may stand before servers: a balancer that gives them out in turn, or a pooler that knows no replication. */
final class Forwarder implements AutoCloseable {

    private static final int ONLY_AT_START = 8192;

    private final ServerSocket socket;
    private final List<Integer> ports;
    private final boolean pooler;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    private Forwarder(List<Integer> ports, boolean pooler) throws IOException {
        this.socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        this.ports = ports;
        this.pooler = pooler;
    }

    /** One that gives out the servers of some ports, one after the other. */
    static Forwarder balancer(Integer... ports) throws IOException {
        return new Forwarder(List.of(ports), false).started();
    }

    /** One that answers a session for replication as PgBouncer does. */
    static Forwarder pooler(int port) throws IOException {
        return new Forwarder(List.of(port), true).started();
    }

    int port() {
        return socket.getLocalPort();
    }

    private Forwarder started() {
        threads.execute(this::accept);
        return this;
    }

    private void accept() {
        for (int i = 0; !socket.isClosed(); i++) {
            try {
                Socket client = socket.accept();
                int port = ports.get(i % ports.size());
                threads.execute(() -> serve(client, port));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket client, int port) {
        try (client;
                Socket server = new Socket(InetAddress.getLoopbackAddress(), port)) {
            byte[] startup = new byte[ONLY_AT_START];
            int length = client.getInputStream().read(startup);
            if (pooler && new String(startup, StandardCharsets.ISO_8859_1).contains("replication\0")) {
                refuse(client.getOutputStream());
                return;
            }
            server.getOutputStream().write(startup, 0, length);
            threads.execute(() -> copy(server, client));
            client.getInputStream().transferTo(server.getOutputStream());
        } catch (IOException ended) {
            // by either side: what is tested sees it
        }
    }

    /** An ErrorResponse of the protocol: severity, code and message, each ended by a zero byte. */
    private static void refuse(OutputStream out) throws IOException {
        byte[] fields =
                "SFATAL\0C08P01\0Munsupported startup parameter: replication\0\0".getBytes(StandardCharsets.US_ASCII);
        out.write('E');
        out.write(new byte[] {0, 0, 0, (byte) (fields.length + 4)});
        out.write(fields);
        out.flush();
    }

    private static void copy(Socket from, Socket to) {
        try (InputStream in = from.getInputStream()) {
            in.transferTo(to.getOutputStream());
        } catch (IOException ended) {
            // by either side: what is tested sees it
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            threads.shutdownNow();
        }
    }
}
