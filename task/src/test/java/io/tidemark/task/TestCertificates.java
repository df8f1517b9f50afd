package io.tidemark.task;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * A CA and what it has signed, made by the JDK's keytool once for all tests: {@code ca}, {@code server} (localhost),
 * {@code elsewhere} (another host), {@code expired} and {@code client} (of the role {@code cert_user}, an EC key), each
 * as {@code NAME.pem} and {@code NAME.key}; the client's key also in {@code client.der}, {@code client-encrypted.key},
 * {@code client-encrypted.der} (both opened by {@code hunter2}); and {@code stranger.pem}, a CA that has signed none.
 */
public final class TestCertificates {

    private static final char[] STORE_PASSWORD = "not-a-secret".toCharArray();
    private static final String SCHEME = "PBEWithHmacSHA256AndAES_256";

    private static final KeyStore MADE = make();

    private TestCertificates() {}

    public static void writeTo(Path folder) throws GeneralSecurityException, IOException {
        for (String alias : List.of("ca", "stranger", "server", "elsewhere", "expired", "client")) {
            Certificate certificate = MADE.getCertificate(alias);
            pem(folder.resolve(alias + ".pem"), "CERTIFICATE", certificate.getEncoded());
            pem(folder.resolve(alias + ".key"), "PRIVATE KEY", key(alias).getEncoded());
        }
        byte[] encrypted = encrypted(key("client").getEncoded());
        Files.write(folder.resolve("client.der"), key("client").getEncoded());
        Files.write(folder.resolve("client-encrypted.der"), encrypted);
        pem(folder.resolve("client-encrypted.key"), "ENCRYPTED PRIVATE KEY", encrypted);
    }

    /** What a server needs that shows the certificate {@code alias}. */
    public static SSLContext server(String alias) throws GeneralSecurityException, IOException {
        KeyStore only = KeyStore.getInstance("PKCS12");
        only.load(null, null);
        only.setKeyEntry(alias, key(alias), STORE_PASSWORD, new Certificate[] {MADE.getCertificate(alias)});
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(only, STORE_PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }

    private static KeyStore make() {
        try {
            Path folder = Files.createTempDirectory("test-certificates");
            Path store = folder.resolve("store.p12");
            keytool(store, "-alias", "ca", "-dname", "CN=ca", "-ext", "bc:c", "-keyalg", "EC");
            keytool(store, "-alias", "stranger", "-dname", "CN=stranger", "-ext", "bc:c", "-keyalg", "EC");
            keytool(store, signed("server", "localhost", "RSA", "-ext", "san=dns:localhost"));
            keytool(store, signed("elsewhere", "db.elsewhere", "EC", "-ext", "san=dns:db.elsewhere"));
            keytool(store, signed("expired", "localhost", "EC", "-ext", "san=dns:localhost", "-startdate", "-9d"));
            keytool(store, signed("client", "cert_user", "EC"));
            KeyStore made = KeyStore.getInstance(store.toFile(), STORE_PASSWORD);
            Files.delete(store);
            Files.delete(folder);
            return made;
        } catch (GeneralSecurityException | IOException wrong) {
            throw new IllegalStateException(wrong);
        }
    }

    private static String[] signed(String alias, String name, String algorithm, String... more) {
        List<String> arguments = new ArrayList<>(
                List.of("-alias", alias, "-dname", "CN=" + name, "-keyalg", algorithm, "-signer", "ca"));
        arguments.addAll(List.of(more));
        return arguments.toArray(String[]::new);
    }

    private static void keytool(Path store, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-J-XX:TieredStopAtLevel=1",
                "-genkeypair",
                "-keystore",
                store.toString(),
                "-storepass",
                new String(STORE_PASSWORD),
                "-validity",
                "7"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), US_ASCII);
        if (process.onExit().join().exitValue() != 0) {
            throw new IOException("keytool: " + output);
        }
    }

    private static Key key(String alias) throws GeneralSecurityException {
        return MADE.getKey(alias, STORE_PASSWORD);
    }

    /** As {@code openssl pkcs8 -topk8} does. */
    private static byte[] encrypted(byte[] key) throws GeneralSecurityException, IOException {
        SecretKey password =
                SecretKeyFactory.getInstance(SCHEME).generateSecret(new PBEKeySpec("hunter2".toCharArray()));
        Cipher cipher = Cipher.getInstance(SCHEME);
        cipher.init(Cipher.ENCRYPT_MODE, password);
        byte[] encrypted = cipher.doFinal(key);
        // the name that a file has: Java's name for it has no place in one
        AlgorithmParameters parameters = AlgorithmParameters.getInstance("PBES2");
        parameters.init(cipher.getParameters().getEncoded());
        return new EncryptedPrivateKeyInfo(parameters, encrypted).getEncoded();
    }

    private static void pem(Path file, String label, byte[] der) throws IOException {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        text.write(("-----BEGIN " + label + "-----\n").getBytes(US_ASCII));
        text.write(Base64.getMimeEncoder(64, new byte[] {'\n'}).encode(der));
        text.write(("\n-----END " + label + "-----\n").getBytes(US_ASCII));
        Files.write(file, text.toByteArray());
    }
}
