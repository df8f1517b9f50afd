package io.tidemark.precheck;

import io.tidemark.precheck.Finding.Failed;
import io.tidemark.precheck.Finding.Passed;
import io.tidemark.precheck.Finding.Warning;
import java.sql.SQLException;
import java.util.List;

/** A partition that objects names. */
final class PartitionsCheck implements Precheck {

    @Override
    public String id() {
        return "partitions";
    }

    @Override
    public String title() {
        return "partitioned tables are selected as a whole";
    }

    @Override
    public String why() {
        return "Partitions are published as a part of their table; one that is selected by itself knows nothing of the others, nor of later ones.";
    }

    @Override
    public Finding run(SourceServer server) throws SQLException {
        SelectedTables selected = server.tables();
        List<SourceTable> partitions =
                selected.where(table -> !table.ancestors().isEmpty());
        List<SourceTable> twice = partitions.stream()
                .filter(table -> table.ancestors().stream().anyMatch(selected::contain))
                .toList();
        if (!twice.isEmpty()) {
            return new Failed(
                    SelectedTables.named(twice) + " selected beside the table of which it is a partition",
                    "the partitioned table only",
                    twice.stream()
                            .map(table -> "Take %s out of objects"
                                    .formatted(table.name().label()))
                            .toList());
        }
        if (partitions.isEmpty()) {
            return new Passed("no partition is selected by itself");
        }
        return new Warning(
                SelectedTables.named(partitions) + " selected without the table of which it is a partition",
                "the partitioned table, unless one partition is all that is wanted",
                "In objects, name the partitioned table in its place; a row that moves to another partition is else a delete");
    }
}
