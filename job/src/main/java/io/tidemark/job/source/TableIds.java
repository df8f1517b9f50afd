package io.tidemark.job.source;

import io.debezium.relational.TableId;

/**
 * Tables in the frame's form of a name. The frame carries names through strings, where quotes, dots and letters beyond ASCII
 * break; so we give it the table's OID, which a rename leaves alone, and ask the catalogue for the rest.
 */
final class TableIds {

    private static final String SCHEMA = "oid";

    private TableIds() {}

    static TableId of(int oid) {
        return new TableId(null, SCHEMA, Integer.toUnsignedString(oid));
    }

    static int oid(TableId id) {
        return Integer.parseUnsignedInt(id.table());
    }
}
