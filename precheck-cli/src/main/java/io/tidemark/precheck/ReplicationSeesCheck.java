package io.tidemark.precheck;

import io.tidemark.precheck.Finding.Passed;
import io.tidemark.precheck.Finding.Warning;
import io.tidemark.task.SqlNames;
import io.tidemark.task.TableName;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What REPLICATION gives beyond what the task needs. */
final class ReplicationSeesCheck implements Precheck {

    @Override
    public String id() {
        return "replication-sees";
    }

    @Override
    public String title() {
        return "no publication shows the role more than it may read";
    }

    @Override
    public String why() {
        return "There are no rights on publications: a role with REPLICATION can stream every published table of its database, also those that it has no SELECT on; and, where pg_hba.conf lets it in for replication, copy the whole server.";
    }

    @Override
    public Finding run(SourceServer server) throws SQLException {
        List<List<String>> rows = server.rows("""
                SELECT p.pubname, n.nspname, c.relname
                  FROM pg_publication_tables p
                  JOIN pg_namespace n ON n.nspname = p.schemaname
                  JOIN pg_class c ON c.relnamespace = n.oid AND c.relname = p.tablename
                 WHERE p.pubname <> ? AND NOT has_table_privilege(c.oid, 'SELECT')
                 ORDER BY 1, 2, 3""", server.task().publicationName());
        if (rows.isEmpty()) {
            return new Passed("none does");
        }
        Set<String> publications = new LinkedHashSet<>();
        Set<String> tables = new LinkedHashSet<>();
        for (List<String> row : rows) {
            publications.add(row.get(0));
            tables.add(new TableName(row.get(1), row.get(2)).label());
        }
        List<String> remedy = new ArrayList<>();
        remedy.add("Keep the role's password as you would one that reads those tables; or drop what nobody needs:");
        publications.forEach(publication -> remedy.add("DROP PUBLICATION %s;".formatted(SqlNames.quote(publication))));
        return new Warning(
                "role '%s' can stream %s, which it has no SELECT on, through %s"
                        .formatted(
                                server.task().source().user(),
                                SelectedTables.named("table", List.copyOf(tables)),
                                SelectedTables.named("publication", List.copyOf(publications))),
                "publications of tables that the role may read",
                remedy);
    }
}
