package io.tidemark.record;

/** Makes the published form of changes, one after the other: not for use by two threads. */
public interface ChangeEncoder {

    /**
     * Puts the change, as it is published, behind what {@code out} holds already.
     *
     * @throws UnencodableValueException if a value cannot be carried as it is; a part may have been put then, and the
     *     encoder can be used on
     */
    void put(Change change, GrowingBytes out) throws UnencodableValueException;

    /**
     * The same, or nothing.
     *
     * @throws UnencodableValueException if a value cannot be carried as it is; nothing is put then, and the encoder can be
     *     used on
     */
    default void encode(Change change, GrowingBytes out) throws UnencodableValueException {
        int before = out.length();
        try {
            put(change, out);
        } catch (UnencodableValueException e) {
            out.truncate(before);
            throw e;
        }
    }

    /**
     * The change as it is published, by itself. Not for paths that every row takes.
     *
     * @throws UnencodableValueException if a value cannot be carried as it is; the encoder can be used on
     */
    default byte[] encode(Change change) throws UnencodableValueException {
        GrowingBytes out = new GrowingBytes();
        encode(change, out);
        return out.toByteArray();
    }
}
