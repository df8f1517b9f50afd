package io.tidemark.precheck;

import io.tidemark.precheck.Finding.Failed;
import io.tidemark.precheck.Finding.Passed;
import io.tidemark.task.ColumnName;
import io.tidemark.task.Functions;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Only floats are rounded, and {@code real} to at most 38 places. */
final class NormaliseDigitsCheck implements Precheck {

    private static final int MOST_OF_REAL = 38;

    @Override
    public String id() {
        return "normalise-digits";
    }

    @Override
    public String title() {
        return "digits are for columns that have them";
    }

    @Override
    public String why() {
        return "The job ends when it meets a column that it is to round and can't.";
    }

    @Override
    public Finding run(SourceServer server) throws SQLException {
        Functions own = server.task().functions();
        Set<ColumnName> functions = own == null ? Set.of() : own.byColumn().keySet();
        List<String> wrong = new ArrayList<>();
        for (Map.Entry<ColumnName, Integer> entry :
                server.task().normalise().columns().entrySet()) {
            SourceColumn column = server.columns().find(entry.getKey());
            if (column != null && !functions.contains(entry.getKey()) && !canRound(column, entry.getValue())) {
                wrong.add("%s is %s and has %d digits".formatted(column.label(), column.type(), entry.getValue()));
            }
        }
        if (wrong.isEmpty()) {
            return new Passed("all that are given are");
        }
        wrong.sort(String::compareTo);
        return new Failed(
                String.join(", ", wrong),
                "real with 0 to 38 digits, or double precision with 0 to 308, alone or within other types",
                "Correct the digits in normalise.columns, or take the columns out");
    }

    private static boolean canRound(SourceColumn column, int digits) {
        return column.hasDigits() && (digits <= MOST_OF_REAL || !column.holds().contains(SourceColumn.Type.REAL));
    }
}
