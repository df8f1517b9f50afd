package io.tidemark.reader;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * The password of a group's account.
 *
 * @param shown whether somebody has to be told, because it was made up here
 */
record GroupPassword(String text, boolean shown) {

    private static final int RANDOM_BYTES = 24;

    /** @param file whose only line it is; {@code null} for one that is made up */
    static GroupPassword of(@Nullable Path file) throws IOException {
        if (file == null) {
            byte[] random = new byte[RANDOM_BYTES];
            new SecureRandom().nextBytes(random);
            return new GroupPassword(Base64.getUrlEncoder().encodeToString(random), true);
        }
        String text = Files.readString(file).stripTrailing();
        if (text.isEmpty() || text.chars().anyMatch(Character::isISOControl)) {
            throw new ReaderException("'%s' must hold a password, which is one line that is not empty".formatted(file));
        }
        return new GroupPassword(text, false);
    }

    @Override
    public String toString() {
        return "(a password)";
    }
}
