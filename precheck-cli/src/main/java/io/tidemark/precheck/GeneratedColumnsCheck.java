package io.tidemark.precheck;

import io.tidemark.precheck.Finding.Failed;
import io.tidemark.precheck.Finding.Passed;
import io.tidemark.precheck.Finding.Warning;
import io.tidemark.task.Publication;
import io.tidemark.task.SqlNames;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** What a table computes by itself is not in the log as a rule. */
final class GeneratedColumnsCheck implements Precheck {

    @Override
    public String id() {
        return "generated-columns";
    }

    @Override
    public String title() {
        return "no column is generated";
    }

    @Override
    public String why() {
        return "Before version 18 the log has no generated columns, from then on it has those that are stored, where the publication asks for them: the others are missing downstream.";
    }

    @Override
    public Finding run(SourceServer server) throws SQLException {
        PublishedColumns published = PublishedColumns.of(server);
        boolean canPublish = server.version() >= Publication.WITH_GENERATED;
        List<SourceColumn> generated = server.columns().where(SourceColumn::isGenerated);
        List<SourceColumn> listed = generated.stream()
                .filter(column -> published.objects().columnList(column.table()).contains(column.name()))
                .filter(column -> !canPublish || column.generated() == 'v')
                .toList();
        if (!listed.isEmpty()) {
            return new Failed(
                    "%s listed in objects, which PostgreSQL %d can't publish"
                            .formatted(named(listed), server.version()),
                    canPublish ? "columns that are stored" : "columns that are not generated",
                    "Take them out of columns in objects");
        }
        List<SourceColumn> missing = generated.stream()
                .filter(column -> !published.objects().hasColumnList(column.table()) && !published.has(column))
                .toList();
        if (missing.isEmpty()) {
            return new Passed(
                    generated.isEmpty()
                            ? "none is"
                            : "%d are, and those that are selected are published".formatted(generated.size()));
        }
        return new Warning(
                named(missing) + " not published",
                "readers that compute them, or columns that are not generated",
                remedy(server, missing, canPublish));
    }

    private static String named(List<SourceColumn> columns) {
        return SelectedTables.named(
                "generated column", columns.stream().map(SourceColumn::label).toList());
    }

    private static List<String> remedy(SourceServer server, List<SourceColumn> missing, boolean canPublish)
            throws SQLException {
        List<String> remedy = new ArrayList<>();
        if (canPublish && missing.stream().anyMatch(column -> column.generated() == 's')) {
            remedy.add("ALTER PUBLICATION %s SET (publish_generated_columns = stored);"
                    .formatted(SqlNames.quote(server.task().publicationName())));
            remedy.add("once the publication is there; or list them in objects among the columns of their tables");
            return remedy;
        }
        remedy.add(
                "A reader can compute them from the others; or make them ordinary columns, which the application then fills:");
        missing.stream()
                .filter(column -> column.generated() == 's')
                .forEach(column -> remedy.add("ALTER TABLE %s ALTER %s DROP EXPRESSION;"
                        .formatted(column.table().name().quoted(), SqlNames.quote(column.name()))));
        return remedy;
    }
}
