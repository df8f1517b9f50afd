package io.tidemark.task;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Reads the private key to a client certificate: PKCS#8, as PEM or DER, encrypted or not. The driver's own reader takes
 * neither an EC key in PEM unless told so, nor any key that is encrypted as OpenSSL has done since 1.1 (PBES2).
 */
final class ClientKey {

    private static final Pattern PEM = Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([^-]*)-----END \\1-----");
    private static final List<String> ALGORITHMS = List.of("RSA", "EC", "EdDSA");

    private ClientKey() {}

    /**
     * The key in a file.
     *
     * @throws IllegalArgumentException if it cannot be read; the message is a phrase that has nothing of the key
     */
    static PrivateKey read(Path file, @Nullable String password) {
        byte[] bytes = bytes(file);
        Matcher pem = PEM.matcher(new String(bytes, StandardCharsets.ISO_8859_1));
        if (!pem.find()) {
            return isEncrypted(bytes) ? encrypted(bytes, password) : plain(bytes);
        }
        byte[] der = Base64.getMimeDecoder().decode(pem.group(2));
        return switch (pem.group(1)) {
            case "PRIVATE KEY" -> plain(der);
            case "ENCRYPTED PRIVATE KEY" -> encrypted(der, password);
            default ->
                throw new IllegalArgumentException("must be a PKCS#8 key, but is a PEM file with '" + pem.group(1)
                        + "'; convert the key with: openssl pkcs8 -topk8 -in old.key -out new.key");
        };
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException unreadable) {
            throw new IllegalArgumentException("must be a file that can be read, but '" + file + "' is none");
        }
    }

    private static boolean isEncrypted(byte[] der) {
        try {
            new EncryptedPrivateKeyInfo(der);
            return true;
        } catch (IOException | RuntimeException notEncrypted) {
            return false;
        }
    }

    private static PrivateKey encrypted(byte[] der, @Nullable String password) {
        if (password == null) {
            throw new IllegalArgumentException("is encrypted; give its password as source.tls.key-password");
        }
        try {
            return plain(decrypted(der, password));
        } catch (IOException | GeneralSecurityException | IllegalArgumentException wrong) {
            // a wrong password shows in the padding or, once in 256 times, only in what comes out;
            // without the cause, which may be about the password
            throw new IllegalArgumentException("cannot be opened with source.tls.key-password");
        }
    }

    private static byte[] decrypted(byte[] der, String password) throws IOException, GeneralSecurityException {
        EncryptedPrivateKeyInfo info = new EncryptedPrivateKeyInfo(der);
        // under PBES2 the scheme's real name is known to its parameters only
        String scheme =
                info.getAlgName().equals("PBES2") ? info.getAlgParameters().toString() : info.getAlgName();
        Cipher cipher = Cipher.getInstance(scheme);
        cipher.init(
                Cipher.DECRYPT_MODE,
                SecretKeyFactory.getInstance(scheme).generateSecret(new PBEKeySpec(password.toCharArray())),
                info.getAlgParameters());
        return cipher.doFinal(info.getEncryptedData());
    }

    private static PrivateKey plain(byte[] der) {
        for (String algorithm : ALGORITHMS) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(der));
            } catch (InvalidKeySpecException anotherAlgorithm) {
                // the next one, or none
            } catch (GeneralSecurityException missing) {
                throw new IllegalStateException("Java has no " + algorithm + " keys", missing);
            }
        }
        throw new IllegalArgumentException("must be a PKCS#8 key of type RSA, EC or EdDSA, in PEM or DER");
    }
}
