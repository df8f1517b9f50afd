package io.tidemark.record;

/**
 * What a record holds of a value that was too large for its row: its beginning, and what tells the whole one.
 *
 * @param beginning the first characters of the value
 * @param bytes the length of the whole value in UTF-8
 * @param sha256 of the whole value in UTF-8, in hexadecimal
 */
public record CutValue(String beginning, long bytes, String sha256) {

    /** Without the text: no value is printed by accident. */
    @Override
    public String toString() {
        return "CutValue[bytes=%d, sha256=%s]".formatted(bytes, sha256);
    }
}
