package io.tidemark.precheck;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;

/**
 * Passes sessions on to a server, but none for replication, as PgBouncer does before 1.23: the answer is that of its version
 * 1.18, byte by byte. It is not to be had as a Maven artifact.
 */
final class Pooler implements Closeable {

    private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final int server;

    /** @param server its port on this machine */
    Pooler(int server) throws IOException {
        this.server = server;
        start(this::serve);
    }

    int port() {
        return socket.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private void serve() {
        while (!socket.isClosed()) {
            try {
                greet(socket.accept());
            } catch (IOException closed) {
                // the test is done
            }
        }
    }

    private void greet(Socket client) throws IOException {
        DataInputStream in = new DataInputStream(client.getInputStream());
        int length = in.readInt();
        byte[] startup = in.readNBytes(length - Integer.BYTES);
        if (List.of(new String(startup, UTF_8).split("\0")).contains("replication")) {
            byte[] answer = "SFATAL\0C08P01\0Munsupported startup parameter: replication\0\0".getBytes(UTF_8);
            DataOutputStream out = new DataOutputStream(client.getOutputStream());
            out.write('E');
            out.writeInt(Integer.BYTES + answer.length);
            out.write(answer);
            client.close();
            return;
        }
        Socket behind = new Socket(InetAddress.getLoopbackAddress(), server);
        DataOutputStream out = new DataOutputStream(behind.getOutputStream());
        out.writeInt(length);
        out.write(startup);
        start(() -> pass(in, behind));
        start(() -> pass(behind.getInputStream(), client));
    }

    private static void pass(InputStream from, Socket to) throws IOException {
        try (to) {
            from.transferTo(to.getOutputStream());
        }
    }

    /** Work that ends when a side hangs up. */
    private interface Work {
        void run() throws IOException;
    }

    private static void start(Work work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (IOException closed) {
                        // one side hung up
                    }
                },
                "pooler");
        thread.setDaemon(true);
        thread.start();
    }
}
