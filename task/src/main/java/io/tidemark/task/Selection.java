package io.tidemark.task;

import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One entry of {@code objects}: a whole schema, or one table. */
public sealed interface Selection extends Serializable {

    /** What {@code prepare} is to make of the replica identity of the tables. */
    ReplicaIdentity replicaIdentity();

    /** What the log is to tell of a row's state before a change. */
    enum ReplicaIdentity {
        AS_IT_IS,
        /** All columns. */
        FULL
    }

    /**
     * All tables of a schema, later ones included.
     *
     * @param name the schema's name as the catalogue has it
     */
    record Schema(String name, ReplicaIdentity replicaIdentity) implements Selection {}

    /**
     * One table.
     *
     * @param columns the columns to track, as the catalogue names them; empty for all, later ones included
     * @param where the row filter, SQL in the table's columns; {@code null} for all rows
     * @param operations which changes to track, in the order of the enum; empty for all
     */
    record Table(
            TableName table,
            List<String> columns,
            @Nullable String where,
            List<RowOperation> operations,
            ReplicaIdentity replicaIdentity)
            implements Selection {

        public Table {
            columns = List.copyOf(columns);
            operations = operations.stream().distinct().sorted().toList();
        }
    }

    /** What a publication can leave out ({@code publish} in CREATE PUBLICATION). */
    enum RowOperation {
        INSERT,
        UPDATE,
        DELETE,
        TRUNCATE
    }
}
