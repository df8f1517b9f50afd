package io.tidemark.prepare;

import io.tidemark.task.MadeInSource.Thing;
import java.util.List;

/**
 * Something to do in the source.
 *
 * @param what for people: {@code role 'tidemark' may read public.orders}
 * @param made what it makes, for the record
 * @param gone what it takes away of the record
 */
record Step(String what, List<SqlText> statements, List<Thing> made, List<Thing> gone) {

    /**
     * A statement.
     *
     * @param run what the server gets
     * @param shown what is pasted in its stead, as it has no secret
     */
    record SqlText(String run, String shown) {}

    Step {
        statements = List.copyOf(statements);
        made = List.copyOf(made);
        gone = List.copyOf(gone);
    }

    static Step making(Thing made, String what, String... statements) {
        return new Step(what, plain(statements), List.of(made), List.of());
    }

    static Step undoing(Thing gone, String what, String... statements) {
        return new Step(what, plain(statements), List.of(), List.of(gone));
    }

    /** Statements without a secret, which are shown as they are run. */
    static List<SqlText> plain(String... statements) {
        return List.of(statements).stream()
                .map(statement -> new SqlText(statement, statement + ';'))
                .toList();
    }
}
