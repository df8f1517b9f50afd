package io.tidemark.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsStaySecretTest {

    private final Path folder;

    SecretsStaySecretTest(@TempDir Path folder) throws IOException {
        this.folder = folder;
        Files.writeString(folder.resolve("password"), Canary.SECRET);
    }

    @Test
    void aTaskHoldsReferencesOnly() throws IOException {
        TaskFile task = read("password: ${file:password}", "sasl.jaas.config: 'x password=\"${env:CANARY}\";'");

        assertThat(((Sink.Kafka) task.sink()).properties().get("sasl.jaas.config"))
                .hasToString("x password=\"${env:CANARY}\";");
        assertThat(task.toString()).contains("${file:" + folder.resolve("password") + "}");
        Canary.assertNotIn(task.toString());
        Canary.assertNotInBytesOf(task);
        assertThat(task.source().password())
                .extracting(password -> password == null ? null : password.reveal())
                .isEqualTo(Canary.SECRET);
    }

    @Test
    void aConnectionHoldsReferencesOnly() throws IOException {
        SourceConnection connection = SourceConnection.of(read("password: ${file:password}", "a: b"));

        Canary.assertNotIn(connection.toString());
        Canary.assertNotInBytesOf(connection);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "password: CANARY",
                "password: CANARY${file:password}",
                "password: ${CANARY}",
                "password: ${env:CANARY!}",
                "password: [CANARY]",
                "password: { CANARY: CANARY }",
                "password: *CANARY",
                "password: &CANARY",
                "password: !CANARY x",
                "password: !CANARY!x x",
                "password: '@CANARY",
                "password: @CANARY",
                "password: %CANARY",
                "password: \"\\CANARY\"",
                "password: {CANARY",
                "pasword: CANARY",
                "password: ${file:password}\n  password: CANARY",
                "password: ${file:password}\n  tls: { key-password: CANARY }",
            })
    void aProblemDoesNotQuoteASecret(String line) throws IOException {
        assertNotLeaked(line.replace("${env:CANARY!}", "${env:" + Canary.SECRET + "!}"), "a: b");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sasl.jaas.config: 'x password=\"CANARY\";'",
                "ssl.keystore.password: CANARY",
                "SSL.Key.Password: CANARY",
                "sasl.oauthbearer.client.secret: [CANARY]",
                "ssl.truststore.password: '${CANARY'",
            })
    void aProblemOfTheSinkDoesNotQuoteASecret(String property) throws IOException {
        assertNotLeaked("password: ${file:password}", property);
    }

    @Test
    void aWrongKeyPasswordIsNotQuoted() throws IOException, GeneralSecurityException {
        TestCertificates.writeTo(folder);

        assertNotLeaked(
                "password: ${file:password}\n  tls: { ca: ca.pem, certificate: client.pem, key: client-encrypted.key,"
                        + " key-password: '${file:password}' }",
                "a: b");
    }

    private void assertNotLeaked(String password, String property) throws IOException {
        Path file = write(password.replace("CANARY", Canary.SECRET), property.replace("CANARY", Canary.SECRET));
        TaskFileException failure = catchThrowableOfType(
                TaskFileException.class, () -> TaskFile.read(file, Map.of("CANARY", Canary.SECRET)));

        assertThat(failure).isNotNull();
        Canary.assertNotIn(failure);
        Canary.assertNotIn(failure.problems().toString());
    }

    private TaskFile read(String password, String property) throws IOException {
        return TaskFile.read(write(password, property), Map.of("CANARY", Canary.SECRET));
    }

    private Path write(String password, String property) throws IOException {
        return Files.writeString(folder.resolve("shop.yaml"), """
                task: shop
                source:
                  host: db.internal
                  database: shop
                  user: tidemark
                  %s
                sink:
                  kafka:
                    brokers: kafka:9092
                    topic: shop
                    properties:
                      %s
                """.formatted(password, property));
    }
}
