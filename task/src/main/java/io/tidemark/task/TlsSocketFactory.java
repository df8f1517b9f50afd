package io.tidemark.task;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Properties;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGProperty;
import org.postgresql.ssl.NonValidatingFactory.NonValidatingTM;
import org.postgresql.ssl.WrappedFactory;

/**
 * Makes the driver's TLS sockets from what the task file says and nothing else: the driver's own factory looks into
 * {@code ~/.postgresql}, has no trust in the CAs that Java knows, and cannot read every key ({@link ClientKey}). The host
 * name is checked by the driver, whoever makes the socket.
 */
public final class TlsSocketFactory extends WrappedFactory {

    private static final char[] IN_MEMORY = new char[0];

    /** Called by the driver, which knows the class by its name, with the properties of the connection. */
    public TlsSocketFactory(Properties properties) throws GeneralSecurityException, IOException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keyManagers(properties), trustManagers(properties), null);
        factory = context.getSocketFactory();
    }

    private static KeyManager @Nullable [] keyManagers(Properties properties)
            throws GeneralSecurityException, IOException {
        String certificate = PGProperty.SSL_CERT.getOrDefault(properties);
        String key = PGProperty.SSL_KEY.getOrDefault(properties);
        if (certificate == null || key == null) {
            return null;
        }
        KeyStore store = emptyStore();
        store.setKeyEntry(
                "client",
                ClientKey.read(Path.of(key), PGProperty.SSL_PASSWORD.getOrDefault(properties)),
                IN_MEMORY,
                Certificates.read(Path.of(certificate)).toArray(Certificate[]::new));
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(store, IN_MEMORY);
        return managers.getKeyManagers();
    }

    private static TrustManager[] trustManagers(Properties properties) throws GeneralSecurityException, IOException {
        Tls.Mode mode = Choice.parse(Tls.Mode.class, String.valueOf(PGProperty.SSL_MODE.getOrDefault(properties)));
        if (!mode.verifies()) {
            return new TrustManager[] {new NonValidatingTM()};
        }
        TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(trusted(PGProperty.SSL_ROOT_CERT.getOrDefault(properties)));
        return managers.getTrustManagers();
    }

    /** {@code null}, which means Java's own, where there is no file. */
    private static @Nullable KeyStore trusted(@Nullable String file) throws GeneralSecurityException, IOException {
        if (file == null) {
            return null;
        }
        KeyStore store = emptyStore();
        List<X509Certificate> certificates = Certificates.read(Path.of(file));
        for (int i = 0; i < certificates.size(); i++) {
            store.setCertificateEntry("ca-" + i, certificates.get(i));
        }
        return store;
    }

    private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }
}
