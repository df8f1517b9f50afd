package io.tidemark.embedded.workload;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The values of a row, kept small: millions of them are held to be compared. A value longer than {@value #LONGEST} bytes is kept
 * as its digest; so values can be compared, but not read back.
 */
public final class Image {

    private static final int LONGEST = 40;
    private static final byte NULL = -1;
    private static final byte DIGEST = -2;
    private static final byte ABSENT = -3;
    private static final int DIGEST_SIZE = 16;

    /** Stands in the list given to {@link #of} for a value that is not there. */
    @SuppressWarnings("StringCopy") // told apart by identity from every other text, the empty one included
    public static final String NOT_THERE = new String("not there");

    private final byte[] encoded;

    private Image(byte[] encoded) {
        this.encoded = encoded;
    }

    /** The texts of all columns, in order; {@code null} is SQL NULL, {@link #NOT_THERE} a value that is not known. */
    public static Image of(List<? extends @Nullable String> texts) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(texts.size() * 12);
        for (String text : texts) {
            encode(text, bytes);
        }
        return new Image(bytes.toByteArray());
    }

    /** Whether both hold the same value, or both SQL NULL, in a column; a value that is not there equals nothing. */
    public boolean sameValue(int column, Image other) {
        int here = start(column);
        int there = other.start(column);
        return encoded[here] != ABSENT
                && Arrays.equals(encoded, here, here + size(here), other.encoded, there, there + other.size(there));
    }

    public boolean has(int column) {
        return encoded[start(column)] != ABSENT;
    }

    /** This image with those values that are not there taken from another. */
    public Image completedBy(Image other) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(encoded.length + DIGEST_SIZE);
        int there = 0;
        for (int here = 0; here < encoded.length; here += size(here)) {
            boolean absent = encoded[here] == ABSENT;
            bytes.write(
                    absent ? other.encoded : encoded, absent ? there : here, absent ? other.size(there) : size(here));
            there += other.size(there);
        }
        return new Image(bytes.toByteArray());
    }

    /** What it holds, as hexadecimal digits of its own encoding: equal for equal images only. */
    @Override
    public String toString() {
        return HexFormat.of().formatHex(encoded);
    }

    private int start(int column) {
        int at = 0;
        for (int i = 0; i < column; i++) {
            at += size(at);
        }
        return at;
    }

    private int size(int at) {
        byte head = encoded[at];
        return 1 + (head == DIGEST ? DIGEST_SIZE : Math.max(0, head));
    }

    private static void encode(@Nullable String text, ByteArrayOutputStream out) {
        if (text == null) {
            out.write(NULL);
            return;
        }
        if (isNotThere(text)) {
            out.write(ABSENT);
            return;
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        boolean longer = bytes.length > LONGEST;
        out.write(longer ? DIGEST : bytes.length);
        out.writeBytes(longer ? digest(bytes) : bytes);
    }

    @SuppressWarnings("ReferenceEquality") // see NOT_THERE
    private static boolean isNotThere(String text) {
        return text == NOT_THERE;
    }

    private static byte[] digest(byte[] bytes) {
        try {
            return Arrays.copyOf(MessageDigest.getInstance("SHA-256").digest(bytes), DIGEST_SIZE);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
