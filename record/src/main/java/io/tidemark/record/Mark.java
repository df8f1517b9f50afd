package io.tidemark.record;

import org.jspecify.annotations.Nullable;

/**
 * Says that a row does not hold a value whole, and what tells the whole value.
 *
 * @param bytes the length of the whole value
 * @param sha256 of the whole value, in hexadecimal
 * @param path where the value was moved to, below the sink's directory; {@code null} if it was cut
 */
public record Mark(int bytes, String sha256, @Nullable String path) {}
