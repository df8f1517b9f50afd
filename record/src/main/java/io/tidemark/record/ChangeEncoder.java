package io.tidemark.record;

/** Makes the published form of changes, one after the other: not for use by two threads. */
public interface ChangeEncoder {

    /**
     * The change as it is published.
     *
     * @throws UnencodableValueException if a value cannot be carried as it is; the encoder can be used on
     */
    byte[] encode(Change change) throws UnencodableValueException;
}
