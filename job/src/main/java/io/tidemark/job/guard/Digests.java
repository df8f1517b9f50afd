package io.tidemark.job.guard;

import io.tidemark.record.Row;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** What a value is recognised by. */
final class Digests {

    private Digests() {}

    /** The SHA-256 of a value where it lies, in hexadecimal. */
    static String sha256(Row row, int index) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(row.bytes(), row.offset(index), row.length(index));
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
