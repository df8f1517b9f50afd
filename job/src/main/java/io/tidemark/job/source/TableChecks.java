package io.tidemark.job.source;

import io.tidemark.record.Column;
import io.tidemark.task.Publication;
import io.tidemark.task.Selection;
import io.tidemark.task.SqlNames;
import io.tidemark.task.TaskFile;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What must hold for each published table, asked in one query for all. It changes nothing in the source. */
final class TableChecks {

    /** The right to lock a table is one to the whole table, so that to some of its columns is not enough. */
    private static final String STATES = """
            SELECT c.oid::int8, c.relreplident, has_table_privilege(c.oid, 'SELECT'),
                   c.relrowsecurity AND NOT (SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user)
                     AND NOT (pg_has_role(c.relowner, 'USAGE') AND NOT c.relforcerowsecurity),
                   has_schema_privilege(c.relnamespace, 'USAGE'), pg_get_replica_identity_index(c.oid) IS NULL, %s,
                   ARRAY(SELECT a.attname::text FROM pg_attribute a
                          WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated <> ''
                          ORDER BY a.attnum)
              FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
             WHERE c.oid::int8 = ANY (?)
             ORDER BY n.nspname, c.relname""";

    /** The columns of the row filter, as its tree names them, that the replica identity's index does not have. */
    private static final String FILTER_COLUMNS = """
            (SELECT string_agg(a.attname, ', ' ORDER BY a.attnum)
               FROM pg_publication_rel r JOIN pg_publication p ON p.oid = r.prpubid AND p.pubname = ?
               JOIN pg_attribute a ON a.attrelid = c.oid AND r.prqual::text ~ (':varattno ' || a.attnum || '\\y')
              WHERE r.prrelid = c.oid
                AND NOT EXISTS (SELECT FROM pg_index i WHERE i.indexrelid = pg_get_replica_identity_index(c.oid)
                                   AND a.attnum = ANY ((i.indkey::int2[])[0 : i.indnkeyatts - 1])))""";

    private final TaskFile task;
    private final Connection connection;
    private final boolean identityNeeded;
    private final int version;
    private final List<String> problems = new ArrayList<>();

    TableChecks(TaskFile task, Connection connection) throws SQLException {
        this.task = task;
        this.connection = connection;
        this.version = connection.getMetaData().getDatabaseMajorVersion();
        this.identityNeeded = new Publication(task).sendsOldRows();
    }

    /** The problems of the published tables; empty if there are none. */
    List<String> run(List<TableShape> shapes) throws SQLException {
        Map<Integer, TableShape> byOid =
                shapes.stream().collect(Collectors.toMap(shape -> shape.table().oid(), Function.identity()));
        problems.addAll(new PublicationChecks(task, connection).run(shapes));
        Long[] oids = byOid.keySet().stream().map(Integer::toUnsignedLong).toArray(Long[]::new);
        boolean withFilters = version >= Publication.WITH_LISTS;
        String sql = STATES.formatted(withFilters ? FILTER_COLUMNS : "?::text");
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, withFilters ? task.publicationName() : null);
            statement.setArray(2, connection.createArrayOf("int8", oids));
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    TableShape shape = byOid.get((int) row.getLong(1));
                    if (shape != null) {
                        check(shape, row);
                    }
                }
            }
        }
        return problems;
    }

    private void check(TableShape shape, ResultSet row) throws SQLException {
        if (identityNeeded) {
            checkIdentity(shape, row.getString(2), row.getBoolean(6), row.getString(7), (String[])
                    row.getArray(8).getArray());
        }
        checkRights(shape, row.getBoolean(5), row.getBoolean(3));
        if (row.getBoolean(4)) {
            problems.add(
                    "%s has row-level security, which would hide rows of it from role '%s': run ALTER ROLE %s BYPASSRLS"
                            .formatted(shape.table().label(), task.source().user(), role()));
        }
    }

    /**
     * Whether the log can say of which row an update or a delete is. Where it can't, the server refuses the statement itself: the
     * publication would break the application.
     *
     * @param withoutIndex whether the server knows of no index by which the log could say it
     * @param filterColumns of the row filter, those that the index does not have; {@code null} if there are none
     * @param generated the columns that the server computes, published or not
     */
    private void checkIdentity(
            TableShape shape,
            String identity,
            boolean withoutIndex,
            @Nullable String filterColumns,
            String[] generated) {
        List<String> columns =
                shape.table().columns().stream().map(Column::name).toList();
        boolean full = identity.equals("f");
        if (identity.equals("n")) {
            refuse(
                    shape,
                    "has REPLICA IDENTITY NOTHING, so its updates and deletes don't say of which row: run ALTER TABLE %s REPLICA IDENTITY DEFAULT");
        } else if (withoutIndex && !full) {
            refuse(
                    shape,
                    shape.keyColumns().isEmpty()
                            ? "has no primary key, and no index as its replica identity, by which the log could say of which row a change is, so that its updates and deletes would fail: run ALTER TABLE %s REPLICA IDENTITY FULL"
                            : "has a deferrable primary key, by which the log can't say of which row a change is, so that its updates and deletes would fail: run ALTER TABLE %s REPLICA IDENTITY FULL");
        } else if (full && hasColumnList(shape)) {
            problems.add(
                    "objects: %s has REPLICA IDENTITY FULL, with which its updates and deletes would fail if only some columns were published: select all columns, or its inserts only (operations: [insert])"
                            .formatted(shape.table().label()));
        } else if (full && version >= Publication.WITH_GENERATED && !columns.containsAll(List.of(generated))) {
            problems.add(
                    "%s has REPLICA IDENTITY FULL and columns that are generated and not published (%s), with which its updates and deletes would fail: give it another replica identity, or select its inserts only (operations: [insert])"
                            .formatted(
                                    shape.table().label(),
                                    Stream.of(generated)
                                            .filter(column -> !columns.contains(column))
                                            .collect(Collectors.joining(", "))));
        } else if (!full && !columns.containsAll(shape.keyColumns())) {
            problems.add(
                    "objects: the columns of %s don't hold all of its key (%s), so that its updates and deletes would fail: select those too"
                            .formatted(shape.table().label(), String.join(", ", shape.keyColumns())));
        } else if (!full && filterColumns != null) {
            refuse(
                    shape,
                    "has columns in its row filter that its replica identity does not have (" + filterColumns
                            + "), so that its updates and deletes would fail: run ALTER TABLE %s REPLICA IDENTITY FULL");
        }
    }

    private void refuse(TableShape shape, String sentence) {
        problems.add(shape.table().label() + ' ' + sentence.replace("%s", shape.quotedName()));
    }

    private boolean hasColumnList(TableShape shape) {
        return task.objects().stream()
                .anyMatch(selection -> selection instanceof Selection.Table table
                        && !table.columns().isEmpty()
                        && Publication.selects(
                                table, shape.table().schema(), shape.table().name()));
    }

    private void checkRights(TableShape shape, boolean mayUseSchema, boolean maySelect) {
        if (!mayUseSchema) {
            problems.add("role '%s' may not look into schema %s, where %s is: run GRANT USAGE ON SCHEMA %s TO %s"
                    .formatted(
                            task.source().user(),
                            shape.table().schema(),
                            shape.table().label(),
                            SqlNames.quote(shape.table().schema()),
                            role()));
        }
        if (!maySelect) {
            problems.add("role '%s' may not read %s: run GRANT SELECT ON %s TO %s"
                    .formatted(task.source().user(), shape.table().label(), shape.quotedName(), role()));
        }
    }

    private String role() {
        return SqlNames.quote(task.source().user());
    }
}
