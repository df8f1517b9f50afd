package io.tidemark.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClientKeyTest {

    private final Path folder;

    ClientKeyTest(@TempDir Path folder) throws IOException, GeneralSecurityException {
        this.folder = folder;
        TestCertificates.writeTo(folder);
    }

    @ParameterizedTest
    @ValueSource(strings = {"client.key", "client.der", "client-encrypted.key", "client-encrypted.der"})
    void readsTheSameKeyInEveryForm(String file) {
        assertThat(ClientKey.read(folder.resolve(file), "hunter2"))
                .isEqualTo(ClientKey.read(folder.resolve("client.key"), null));
    }

    @Test
    void readsAnRsaKey() {
        assertThat(ClientKey.read(folder.resolve("server.key"), null).getAlgorithm())
                .isEqualTo("RSA");
    }

    /** One wrong password in 256 decrypts to something; which one is up to the key, so all are tried. */
    @Test
    void refusesEveryWrongPasswordInTheSameWords() {
        for (int i = 0; i < 1000; i++) {
            String wrong = "wrong" + i;
            assertThatThrownBy(() -> ClientKey.read(folder.resolve("client-encrypted.der"), wrong))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("cannot be opened with source.tls.key-password")
                    .hasNoCause();
        }
    }
}
