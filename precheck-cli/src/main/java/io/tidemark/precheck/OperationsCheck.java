package io.tidemark.precheck;

import io.tidemark.precheck.Finding.Failed;
import io.tidemark.precheck.Finding.Passed;
import io.tidemark.task.Selection;
import io.tidemark.task.Selection.RowOperation;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** One publication serves the task. */
final class OperationsCheck implements Precheck {

    @Override
    public String id() {
        return "operations";
    }

    @Override
    public String title() {
        return "all tables have the same operations";
    }

    @Override
    public String why() {
        return "A publication has one list of operations, for all of its tables.";
    }

    @Override
    public Finding run(SourceServer server) {
        Set<String> kinds = new LinkedHashSet<>();
        for (Selection selection : server.task().objects()) {
            List<RowOperation> some =
                    selection instanceof Selection.Table table ? table.operations() : List.<RowOperation>of();
            kinds.add(
                    some.isEmpty()
                            ? "all"
                            : some.stream()
                                    .map(operation -> operation.name().toLowerCase(Locale.ROOT))
                                    .collect(Collectors.joining(", ")));
        }
        if (kinds.size() <= 1) {
            return new Passed(kinds.isEmpty() ? "all" : kinds.iterator().next());
        }
        return new Failed(
                "several in objects: " + String.join("; ", kinds),
                "the same for all of its tables",
                "Give all entries of objects the same operations, or make a task for each kind");
    }
}
