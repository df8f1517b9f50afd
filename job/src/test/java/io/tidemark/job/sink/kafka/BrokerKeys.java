package io.tidemark.job.sink.kafka;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** A broker's certificate for 127.0.0.1, {@code broker.pem}, and another's, {@code stranger.pem}, made by the JDK's keytool. */
final class BrokerKeys {

    private static final String STORE_PASSWORD = "not-a-secret";

    private final Path directory;

    BrokerKeys(Path directory) throws IOException, InterruptedException {
        this.directory = directory;
        make("broker");
        make("stranger");
    }

    /** Of a broker whose clients log in over TLS. */
    Map<String, String> settings() {
        return Map.of(
                "listener.security.protocol.map",
                "CLIENT:SASL_SSL,CONTROLLER:SASL_PLAINTEXT",
                "ssl.keystore.type",
                "PKCS12",
                "ssl.keystore.location",
                directory.resolve("broker.p12").toString(),
                "ssl.keystore.password",
                STORE_PASSWORD,
                "ssl.truststore.type",
                "PEM",
                "ssl.truststore.location",
                directory.resolve("broker.pem").toString());
    }

    /** Of a client. */
    static Map<String, String> trusting(Path certificate) {
        return Map.of(
                "security.protocol",
                "SASL_SSL",
                "ssl.truststore.type",
                "PEM",
                "ssl.truststore.location",
                certificate.toString());
    }

    private void make(String alias) throws IOException, InterruptedException {
        keytool(alias, "-genkeypair", "-keyalg", "EC", "-dname", "CN=" + alias, "-ext", "san=ip:127.0.0.1");
        keytool(
                alias,
                "-exportcert",
                "-rfc",
                "-file",
                directory.resolve(alias + ".pem").toString());
    }

    private void keytool(String alias, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(Arrays.asList(arguments));
        command.addAll(List.of("-alias", alias, "-storetype", "PKCS12", "-storepass", STORE_PASSWORD));
        command.addAll(List.of("-keystore", directory.resolve(alias + ".p12").toString()));
        Path output = directory.resolve("keytool.out");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        if (process.waitFor() != 0) {
            throw new IOException("keytool failed: " + Files.readString(output));
        }
    }
}
