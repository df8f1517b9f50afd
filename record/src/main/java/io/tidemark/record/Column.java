package io.tidemark.record;

import java.io.Serializable;

/**
 * A column as the log or the catalogue describes it.
 *
 * @param typeOid {@code pg_type.oid} of its type, be it a domain
 * @param typeModifier {@code pg_attribute.atttypmod}; -1 if the type has none
 * @param key whether it belongs to the key that identifies a row
 * @param type what the text of its values is made up of
 */
public record Column(String name, int typeOid, int typeModifier, boolean key, ValueType type) implements Serializable {

    /** A column whose values have none within them. */
    public Column(String name, int typeOid, int typeModifier, boolean key) {
        this(name, typeOid, typeModifier, key, ValueType.scalar(typeOid));
    }

    /** This column, with more known about its type. */
    public Column withType(ValueType newType) {
        return new Column(name, typeOid, typeModifier, key, newType);
    }
}
