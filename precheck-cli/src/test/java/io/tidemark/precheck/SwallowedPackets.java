package io.tidemark.precheck;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;

/** A port whose queue is full: the kernel takes no notice of whoever comes, as a firewall does that drops packets. */
final class SwallowedPackets implements Closeable {

    private static final int PATIENCE_MILLIS = 200;

    private final ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    private final List<Socket> queue = new ArrayList<>();

    SwallowedPackets() throws IOException {
        while (true) {
            Socket waiting = new Socket();
            queue.add(waiting);
            try {
                waiting.connect(new InetSocketAddress(socket.getInetAddress(), port()), PATIENCE_MILLIS);
            } catch (SocketTimeoutException full) {
                return;
            }
        }
    }

    int port() {
        return socket.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        for (Socket waiting : queue) {
            waiting.close();
        }
        socket.close();
    }
}
