package io.tidemark.job.source;

import io.tidemark.record.ValueType;
import java.util.Collection;
import java.util.Map;
import java.util.Set;

/** What the log does not say of a table that it describes. */
interface LogCatalogue {

    /**
     * The names of the key's columns; empty if the table has none, or is gone. Under REPLICA IDENTITY FULL the log
     * marks every column as key, so there, and only there, it does not say what identifies a row.
     */
    Set<String> key(int tableOid);

    /** What each of the types is made up of. One that is gone since is a scalar, so that its text is left alone. */
    Map<Integer, ValueType> types(Collection<Integer> typeOids);
}
