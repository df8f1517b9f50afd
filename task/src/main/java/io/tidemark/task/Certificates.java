package io.tidemark.task;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;

/** Reads certificates: any number in a file, PEM or DER. */
final class Certificates {

    private Certificates() {}

    /**
     * The certificates in a file, in its order; one at least.
     *
     * @throws IllegalArgumentException if there are none; the message is a phrase
     */
    static List<X509Certificate> read(Path file) {
        try {
            List<X509Certificate> certificates = CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(Files.readAllBytes(file)))
                    .stream()
                    .map(X509Certificate.class::cast)
                    .toList();
            if (!certificates.isEmpty()) {
                return certificates;
            }
        } catch (IOException unreadable) {
            throw new IllegalArgumentException("must be a file that can be read, but '" + file + "' is none");
        } catch (CertificateException wrong) {
            // told below, in the same words as for a file that has none
        }
        throw new IllegalArgumentException(
                "must be a file of certificates, in PEM or DER, but '" + file + "' has none that can be read");
    }
}
