package io.tidemark.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecretTest {

    private final Path folder;

    SecretTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @ParameterizedTest
    @CsvSource(
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "hunter2,hunter2",
                "hunter2\\n,hunter2",
                "hunter2\\r\\n,hunter2",
                "hunter2\\n\\n,hunter2\\n", // an editor adds one
                " hunter2 \\n, hunter2 ", // blanks may be part of it
                "a\\nb,a\\nb",
            })
    void readsAFileWithoutItsLastLineEnd(String content, String value) throws IOException {
        Files.writeString(folder.resolve("secret"), content.translateEscapes());

        assertThat(Secret.parse("${file:secret}", folder).reveal()).isEqualTo(value.translateEscapes());
    }

    @Test
    void readsTheFileAnewAtEachUse() throws IOException {
        Path file = Files.writeString(folder.resolve("secret"), "before");
        Secret secret = Secret.parse("${file:" + file + "}", folder);

        Files.writeString(file, "after");

        assertThat(secret.reveal()).isEqualTo("after");
    }

    @Test
    void readsTheEnvironment() {
        String path = Secret.parse("${env:PATH}", folder).reveal();

        assertThat(path).isEqualTo(System.getenv("PATH"));
    }

    @Test
    void saysWhatIsNotThere() throws IOException {
        Path empty = Files.writeString(folder.resolve("empty"), "\n");
        Path binary = Files.write(folder.resolve("binary"), new byte[] {(byte) 0xFF});

        assertUnavailable("${env:NOT_SET}", "the environment variable 'NOT_SET' is not set");
        assertUnavailable("${file:/no/such/file}", "the file '/no/such/file' does not exist");
        assertUnavailable("${file:empty}", "${file:" + empty + "} is empty");
        assertUnavailable("${file:binary}", "the file '" + binary + "' cannot be read as UTF-8 text");
    }

    @Test
    void putsSecretsIntoAText() throws IOException {
        Files.writeString(folder.resolve("secret"), "$1\\x\n");

        SecretText text = SecretText.parse("user=\"${env:NAME}\" password=\"${file:secret}\";", folder);

        assertThat(text.secret()).isTrue();
        assertThat(text).hasToString("user=\"${env:NAME}\" password=\"${file:" + folder.resolve("secret") + "}\";");
        assertThat(text.reveal(Map.of("NAME", "shop"))).isEqualTo("user=\"shop\" password=\"$1\\x\";");
    }

    private void assertUnavailable(String reference, String message) {
        Secret secret = Secret.parse(reference, folder);

        assertThatThrownBy(secret::reveal)
                .isInstanceOf(SecretUnavailableException.class)
                .hasMessage(message)
                .hasNoCause();
    }
}
