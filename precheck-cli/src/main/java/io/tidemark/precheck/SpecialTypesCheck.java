package io.tidemark.precheck;

import io.tidemark.precheck.Finding.Passed;
import io.tidemark.task.Normalise;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Tells of the types whose values are not published as they are printed; it finds nothing wrong. */
final class SpecialTypesCheck implements Precheck {

    @Override
    public String id() {
        return "special-types";
    }

    @Override
    public String title() {
        return "what is changed on the way is known";
    }

    @Override
    public String why() {
        return "Floats are rounded and times with a zone are shown in one zone: what a reader sees is not what the table shows.";
    }

    @Override
    public Finding run(SourceServer server) throws SQLException {
        Normalise normalise = server.task().normalise();
        SelectedColumns columns = server.columns();
        List<String> seen = new ArrayList<>();
        add(
                seen,
                columns,
                Set.of(SourceColumn.Type.REAL),
                "real, rounded to %d places".formatted(normalise.floatDigits()));
        add(
                seen,
                columns,
                Set.of(SourceColumn.Type.DOUBLE),
                "double precision, rounded to %d places".formatted(normalise.doubleDigits()));
        add(
                seen,
                columns,
                Set.of(SourceColumn.Type.TIMESTAMPTZ, SourceColumn.Type.TIMETZ),
                "times with a zone, shown in " + normalise.zone());
        add(seen, columns, Set.of(SourceColumn.Type.BIT, SourceColumn.Type.VARBIT), "bit, as a text of 0 and 1");
        if (!normalise.columns().isEmpty()) {
            seen.add("%d with digits of their own".formatted(normalise.columns().size()));
        }
        return new Passed(seen.isEmpty() ? "no column has such a type" : "columns: " + String.join("; ", seen));
    }

    private static void add(List<String> seen, SelectedColumns columns, Set<Integer> types, String what) {
        int count = columns.where(column -> types.stream().anyMatch(column.holds()::contains))
                .size();
        if (count > 0) {
            seen.add("%d of %s".formatted(count, what));
        }
    }
}
