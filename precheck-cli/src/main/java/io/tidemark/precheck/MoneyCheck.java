package io.tidemark.precheck;

import io.tidemark.precheck.Finding.Passed;
import io.tidemark.precheck.Finding.Warning;
import io.tidemark.task.SqlNames;
import java.sql.SQLException;
import java.util.List;

/** The one type whose text depends on a locale. */
final class MoneyCheck implements Precheck {

    @Override
    public String id() {
        return "money";
    }

    @Override
    public String title() {
        return "no column is money";
    }

    @Override
    public String why() {
        return "The text of a money value has the currency and the separators of the session's lc_monetary: it is not the same number everywhere.";
    }

    @Override
    public Finding run(SourceServer server) throws SQLException {
        List<SourceColumn> money =
                server.columns().where(column -> column.holds().contains(SourceColumn.Type.MONEY));
        if (money.isEmpty()) {
            return new Passed("none is");
        }
        return new Warning(
                "%s of money, printed as lc_monetary = '%s' says"
                        .formatted(
                                SelectedTables.named(
                                        "column",
                                        money.stream().map(SourceColumn::label).toList()),
                                server.setting("lc_monetary")),
                "numeric",
                money.stream().map(MoneyCheck::remedy).toList());
    }

    private static String remedy(SourceColumn column) {
        String name = SqlNames.quote(column.name());
        return column.typeOid() == SourceColumn.Type.MONEY
                ? "ALTER TABLE %s ALTER %s TYPE numeric USING %s::numeric;"
                        .formatted(column.table().name().quoted(), name, name)
                : "Make %s, which is %s, a type with numeric in place of money"
                        .formatted(column.label(), column.type());
    }
}
