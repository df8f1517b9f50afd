package io.tidemark.task;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * How the connection to the source is protected.
 *
 * @param ca the absolute path of the certificates to trust; {@code null} for those that Java trusts
 * @param certificate the absolute path of the certificate that we show, with its chain
 * @param key the absolute path of the key to {@code certificate}; both or neither
 * @param keyPassword opens {@code key} where it is encrypted
 */
public record Tls(
        Mode mode,
        @Nullable String ca,
        @Nullable String certificate,
        @Nullable String key,
        @Nullable Secret keyPassword)
        implements Serializable {

    /** What holds when the task file says nothing: the server must prove that it is the host we named. */
    public static final Tls DEFAULT = new Tls(Mode.VERIFY_FULL, null, null, null, null);

    /** libpq's names and meanings. */
    public enum Mode {
        VERIFY_FULL,
        VERIFY_CA,
        REQUIRE,
        PREFER,
        DISABLE;

        /** Whether the server must show a certificate that is trusted. */
        public boolean verifies() {
            return this == VERIFY_FULL || this == VERIFY_CA;
        }

        /** As the task file and the driver have it: {@code verify-full}. */
        public String key() {
            return Choice.key(this);
        }
    }
}
