package io.tidemark.record;

import java.io.Serializable;

/**
 * A column as the log or the catalogue describes it.
 *
 * @param typeOid {@code pg_type.oid} of its type
 * @param typeModifier {@code pg_attribute.atttypmod}; -1 if the type has none
 * @param key whether it belongs to the key that identifies a row
 */
public record Column(String name, int typeOid, int typeModifier, boolean key) implements Serializable {}
