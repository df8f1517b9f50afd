package io.tidemark.prepare;

import io.tidemark.prepare.Step.SqlText;
import io.tidemark.source.Session;
import io.tidemark.task.MadeInSource;
import io.tidemark.task.MadeInSource.Attribute;
import io.tidemark.task.MadeInSource.Grant;
import io.tidemark.task.MadeInSource.Right;
import io.tidemark.task.MadeInSource.Role;
import io.tidemark.task.MadeInSource.RoleAttribute;
import io.tidemark.task.Secret;
import io.tidemark.task.SqlNames;
import io.tidemark.task.TaskFile;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.postgresql.util.PasswordUtil;

/** What a role still lacks to run the task, and what it was given that the task does not need any more. */
final class RoleSteps {

    private final Session session;
    private final TaskFile task;
    private final String role;
    private final String quoted;
    private final List<SourceTable> tables;
    private final List<Step> steps = new ArrayList<>();
    private final Set<Grant> needed = new HashSet<>();
    private boolean exists;

    /** @param tables those that the task selects */
    RoleSteps(Session session, TaskFile task, String role, List<SourceTable> tables) {
        this.session = session;
        this.task = task;
        this.role = role;
        this.quoted = SqlNames.quote(role);
        this.tables = tables;
    }

    List<Step> steps(MadeInSource made) throws SQLException {
        exists = session.holds("EXISTS (SELECT FROM pg_roles WHERE rolname = ?)", role);
        if (!exists) {
            create();
        } else if (session.holds("rolsuper FROM pg_roles WHERE rolname = ?", role)) {
            return List.of();
        } else {
            attribute("rolcanlogin", Attribute.LOGIN, "log in");
            attribute("rolreplication", Attribute.REPLICATION, "replicate");
        }
        rowSecurity();
        grants();
        outdated(made);
        return steps;
    }

    private void create() {
        List<SqlText> statements = new ArrayList<>(Step.plain("CREATE ROLE " + quoted + " LOGIN REPLICATION"));
        Secret password = task.source().user().equals(role) ? task.source().password() : null;
        if (password != null) {
            statements.add(new SqlText(passwordStatement(password), "\\password " + quoted));
        }
        String what = password == null
                ? "role '%s', which may log in and replicate; it has no password yet".formatted(role)
                : "role '%s', which may log in and replicate, with the password of %s".formatted(role, password);
        steps.add(new Step(what, statements, List.of(new Role(role)), List.of()));
    }

    /** With what the server keeps of a password rather than with the password, which it might write to its log. */
    private String passwordStatement(Secret password) {
        String verifier = PasswordUtil.encodeScramSha256(password.reveal().toCharArray());
        return "ALTER ROLE %s PASSWORD %s".formatted(quoted, SqlNames.literal(verifier));
    }

    private void attribute(String column, Attribute attribute, String may) throws SQLException {
        if (!session.holds(column + " FROM pg_roles WHERE rolname = ?", role)) {
            steps.add(Step.making(
                    new RoleAttribute(role, attribute),
                    "role '%s' may %s".formatted(role, may),
                    "ALTER ROLE %s %s".formatted(quoted, attribute)));
        }
    }

    private void rowSecurity() throws SQLException {
        String hides = exists
                ? "c.relrowsecurity AND NOT (SELECT rolbypassrls FROM pg_roles WHERE rolname = ?) AND NOT (pg_has_role(?, c.relowner, 'USAGE') AND NOT c.relforcerowsecurity)"
                : "c.relrowsecurity AND ?::text = ?::text";
        String sql = "EXISTS (SELECT FROM pg_class c WHERE c.oid = ANY (?) AND " + hides + ')';
        if (session.holds(sql, oids(), role, role)) {
            steps.add(Step.making(
                    new RoleAttribute(role, Attribute.BYPASSRLS),
                    "role '%s' sees the rows that policies would hide".formatted(role),
                    "ALTER ROLE %s BYPASSRLS".formatted(quoted)));
        }
    }

    private Long[] oids() {
        return tables.stream().map(SourceTable::oid).toArray(Long[]::new);
    }

    /** What everybody has need not be given: before the role is there, it has what everybody has. */
    private void grants() throws SQLException {
        String grantee = exists ? role : "public";
        List<String> database = session.rows(
                        "SELECT oid, has_database_privilege(?, oid, 'CONNECT') FROM pg_database WHERE datname = current_database()",
                        grantee)
                .get(0);
        grant(
                new Grant(role, Right.CONNECT, Long.parseLong(database.get(0))),
                database.get(1),
                "connect to database '%s'".formatted(task.source().database()),
                "DATABASE " + SqlNames.quote(task.source().database()));
        schemas(grantee);
        tables(grantee);
    }

    private void schemas(String grantee) throws SQLException {
        Long[] schemas = tables.stream().map(SourceTable::schemaOid).distinct().toArray(Long[]::new);
        String sql =
                "SELECT oid, has_schema_privilege(?, oid, 'USAGE'), nspname FROM pg_namespace WHERE oid = ANY (?) ORDER BY nspname";
        for (List<String> row : session.rows(sql, grantee, schemas)) {
            grant(
                    new Grant(role, Right.USAGE, Long.parseLong(row.get(0))),
                    row.get(1),
                    "look into schema " + row.get(2),
                    "SCHEMA " + SqlNames.quote(row.get(2)));
        }
    }

    private void tables(String grantee) throws SQLException {
        String sql =
                "SELECT c.oid, has_table_privilege(?, c.oid, 'SELECT'), nspname, relname FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace WHERE c.oid = ANY (?) ORDER BY 3, 4";
        for (List<String> row : session.rows(sql, grantee, oids())) {
            grant(
                    new Grant(role, Right.SELECT, Long.parseLong(row.get(0))),
                    row.get(1),
                    "read %s.%s".formatted(row.get(2), row.get(3)),
                    "TABLE %s.%s".formatted(SqlNames.quote(row.get(2)), SqlNames.quote(row.get(3))));
        }
    }

    private void grant(Grant grant, String has, String may, String object) {
        needed.add(grant);
        if (!has.equals("t")) {
            steps.add(Step.making(
                    grant,
                    "role '%s' may %s".formatted(role, may),
                    "GRANT %s ON %s TO %s".formatted(grant.right(), object, quoted)));
        }
    }

    private void outdated(MadeInSource made) throws SQLException {
        Undo undo = new Undo(session, task);
        for (Grant grant : made.all(Grant.class).toList()) {
            if (grant.role().equals(role) && !needed.contains(grant)) {
                steps.add(undo.grant(grant));
            }
        }
    }
}
