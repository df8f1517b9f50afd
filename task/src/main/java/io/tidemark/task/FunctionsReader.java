package io.tidemark.task;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the section {@code functions}. */
final class FunctionsReader {

    private final References references;
    private final Set<ColumnName> normalised;
    private final Set<ColumnName> taken = new HashSet<>();

    /** @param normalised columns with settings of their own, which a function would leave without effect */
    FunctionsReader(References references, Set<ColumnName> normalised) {
        this.references = references;
        this.normalised = normalised;
    }

    Functions read(Section section) {
        String jar = section.requiredText("jar", references::file, "none");
        List<Functions.Application> applications = new ArrayList<>();
        for (Value entry : section.requiredList("apply")) {
            Functions.@Nullable Application application = entry.section(this::application);
            if (application != null) {
                applications.add(application);
            }
        }
        return new Functions(jar, applications);
    }

    private Functions.Application application(Section section) {
        String function = section.requiredText("function", Scalars::notEmpty, "none");
        return new Functions.Application(
                function,
                columns(section.requiredList("columns")),
                section.section("options", new SecretTexts(references, "${env:FUNCTION_KEY}")::read, Map.of()),
                section.text("optional", Scalars::truth, false));
    }

    private List<ColumnName> columns(List<Value> values) {
        List<ColumnName> columns = new ArrayList<>();
        for (Value value : values) {
            ColumnName column = value.text(ColumnName::parse);
            if (column == null) {
                continue;
            }
            if (!taken.add(column)) {
                value.problem("has a function already: a column takes one");
            } else if (normalised.contains(column)) {
                value.problem("has digits in normalise.columns, but what a function gives is not rounded: remove one");
            }
            columns.add(column);
        }
        return columns;
    }
}
