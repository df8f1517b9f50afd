package io.tidemark.record;

import java.util.IdentityHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What an encoder works out once for each table.
 *
 * @param <F> what that is
 */
final class Forms<F> {

    /** Forms are found by the identity of their table; were tables not shared, this bounds what is kept of them. */
    private static final int MOST = 4096;

    private final Function<Table, F> maker;
    private final IdentityHashMap<Table, F> forms = new IdentityHashMap<>();
    private @Nullable Table latestTable;
    private @Nullable F latest;

    Forms(Function<Table, F> maker) {
        this.maker = maker;
    }

    @SuppressWarnings("ReferenceEquality") // to compare two tables by value is to compare all their columns
    F of(Table table) {
        F form = latest;
        if (form != null && latestTable == table) {
            return form;
        }
        if (forms.size() == MOST) {
            forms.clear();
        }
        form = forms.computeIfAbsent(table, maker);
        latest = form;
        latestTable = table;
        return form;
    }
}
