package io.tidemark.task;

import java.io.Closeable;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** A server that says one thing to everybody who connects: for what a real one says seldom. */
public final class FakeServer implements Closeable {

    /** What a server answers to the driver's first packet. */
    public interface Answer {
        void send(Socket client) throws IOException;
    }

    private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());

    public FakeServer(Answer answer) throws IOException {
        Thread thread = new Thread(() -> serve(answer), "fake-server");
        thread.setDaemon(true);
        thread.start();
    }

    public static Answer silence() {
        return client -> {};
    }

    /** To a request for TLS: no. */
    public static Answer withoutTls() {
        return client -> client.getOutputStream().write('N');
    }

    /** To a request for TLS: yes, with this certificate. */
    public static Answer withTls(SSLContext context) {
        return client -> {
            client.getOutputStream().write('S');
            SSLSocket secured = (SSLSocket) context.getSocketFactory().createSocket(client, null, true);
            secured.startHandshake();
        };
    }

    public static Answer error(String sqlState, String message) {
        return client -> {
            DataOutputStream out = new DataOutputStream(client.getOutputStream());
            byte[] fields =
                    ("SFATAL\0VFATAL\0C" + sqlState + "\0M" + message + "\0\0").getBytes(StandardCharsets.UTF_8);
            out.write('E');
            out.writeInt(4 + fields.length);
            out.write(fields);
        };
    }

    public int port() {
        return socket.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private void serve(Answer answer) {
        while (!socket.isClosed()) {
            try (Socket client = socket.accept()) {
                client.getInputStream().read(new byte[4096]);
                answer.send(client);
                // until the driver hangs up
                while (client.getInputStream().read() >= 0) {}
            } catch (IOException closed) {
                // the driver or the test is done
            }
        }
    }
}
