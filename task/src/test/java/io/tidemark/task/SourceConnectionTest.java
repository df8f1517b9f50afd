package io.tidemark.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What an operator reads when there is no session to be had; what only a real server says is in {@code SourceConnectionIT}. */
class SourceConnectionTest {

    private static final Tls DISABLED = new Tls(Tls.Mode.DISABLE, null, null, null, null);

    private final Path folder;
    private final Path password;

    SourceConnectionTest(@TempDir Path folder) throws IOException {
        this.folder = folder;
        this.password = Files.writeString(folder.resolve("password"), "hunter2\n");
    }

    @Test
    void saysWhatItConnectsTo() {
        assertThat(connection("db.internal", 5432, DISABLED))
                .hasToString("database 'shop' at db.internal:5432 as user 'tidemark'");
        assertThat(connection("::1", 5432, DISABLED)).hasToString("database 'shop' at [::1]:5432 as user 'tidemark'");
    }

    @Test
    void saysThatTheHostIsNotKnown() {
        assertThatThrownBy(connection("db.invalid", 5432, DISABLED)::open)
                .isInstanceOf(SourceUnavailableException.class)
                .hasMessage("cannot connect to database 'shop' at db.invalid:5432 as user 'tidemark': no address is"
                        + " known for the host 'db.invalid'; check source.host");
    }

    @Test
    void saysThatNothingListens() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }

        assertFailure(
                port,
                Tls.DEFAULT,
                "nothing listens there; check source.host and source.port, and listen_addresses of the server");
    }

    @Test
    void saysThatThereWasNoAnswer() throws IOException {
        try (FakeServer server = new FakeServer(FakeServer.silence())) {
            assertFailure(
                    server.port(),
                    DISABLED,
                    "no answer in time; check source.host and source.port, and the firewalls in between");
        }
    }

    @Test
    void saysThatTheServerHasNoTls() throws IOException {
        try (FakeServer server = new FakeServer(FakeServer.withoutTls())) {
            assertFailure(
                    server.port(),
                    Tls.DEFAULT,
                    "the server does not offer TLS, but source.tls.mode is 'verify-full'; set ssl = on in the server, or"
                            + " set source.tls.mode to 'prefer' or 'disable'");
        }
    }

    @Test
    void saysThatTheCertificateHasExpired() throws IOException, GeneralSecurityException {
        TestCertificates.writeTo(folder);
        Tls tls = new Tls(Tls.Mode.VERIFY_FULL, folder.resolve("ca.pem").toString(), null, null, null);
        try (FakeServer server = new FakeServer(FakeServer.withTls(TestCertificates.server("expired")))) {
            assertFailure(server.port(), tls, "the server's certificate has expired");
        }
    }

    @Test
    void saysThatACertificateIsGone() throws IOException, GeneralSecurityException {
        Path ca = folder.resolve("ca.pem");
        Tls tls = new Tls(Tls.Mode.VERIFY_FULL, ca.toString(), null, null, null);
        try (FakeServer server = new FakeServer(FakeServer.withTls(TestCertificates.server("server")))) {
            assertFailure(
                    server.port(),
                    tls,
                    "a file of source.tls is not what it was when the task file was read: it must be a file that can be"
                            + " read, but '" + ca + "' is none");
        }
    }

    static Stream<Arguments> errors() {
        return Stream.of(
                arguments(
                        "57P03",
                        "the database system is starting up",
                        "the server takes no connections at the moment: the database system is starting up; try again when it has started"),
                arguments(
                        "53300",
                        "sorry, too many clients already",
                        "the server has no connection left: sorry, too many clients already; end sessions that nobody needs, or raise the limit: max_connections, or CONNECTION LIMIT of the role or the database"),
                arguments(
                        "28P01",
                        "Passwort-Authentifizierung fehlgeschlagen",
                        "the server refused the password, which is taken from ${file:FILE}; check it, and source.user"),
                arguments("XX000", "something else", "something else"));
    }

    @ParameterizedTest
    @MethodSource("errors")
    void saysWhatTheServerSaid(String sqlState, String message, String sentence) throws IOException {
        try (FakeServer server = new FakeServer(FakeServer.error(sqlState, message))) {
            assertFailure(server.port(), DISABLED, sentence.replace("FILE", password.toString()))
                    .extracting(failure -> ((SourceUnavailableException) failure).getSQLState())
                    .isEqualTo(sqlState);
        }
    }

    @Test
    void keepsThePasswordToItselfEvenIfTheServerDoesNot() throws IOException {
        try (FakeServer server = new FakeServer(FakeServer.error("XX000", "bad password hunter2, sorry"))) {
            assertFailure(server.port(), DISABLED, "bad password ***, sorry").hasNoCause();
        }
    }

    @Test
    void saysThatASecretIsGone() throws IOException {
        SourceConnection connection = connection("localhost", 5432, DISABLED);
        Files.delete(password);

        assertThatThrownBy(connection::open)
                .isInstanceOf(SourceUnavailableException.class)
                .hasMessage("cannot connect to database 'shop' at localhost:5432 as user 'tidemark': the file '"
                        + password + "' does not exist");
    }

    private AbstractThrowableAssert<?, ?> assertFailure(int port, Tls tls, String sentence) {
        return assertThatThrownBy(connection("localhost", port, tls)::open)
                .isInstanceOf(SourceUnavailableException.class)
                .hasMessage("cannot connect to database 'shop' at localhost:%d as user 'tidemark': %s"
                        .formatted(port, sentence));
    }

    private SourceConnection connection(String host, int port, Tls tls) {
        Secret secret = new Secret(Secret.Place.FILE, password.toString());
        Source source = new Source(host, port, "shop", "tidemark", secret, tls);
        TaskFile task = new TaskFile(
                "shop",
                source,
                List.of(),
                Capture.DEFAULT,
                Normalise.DEFAULT,
                null,
                Guard.DEFAULT,
                Retry.DEFAULT,
                SinkReader.NONE);
        return SourceConnection.of(task, Duration.ofSeconds(1));
    }
}
