package io.tidemark.precheck;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidemark.embedded.server.PostgresServer;
import io.tidemark.precheck.Report.State;
import io.tidemark.task.SqlNames;
import io.tidemark.task.TableName;
import io.tidemark.terminal.SafeText;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Names with all that SQL, YAML, a terminal or the driver could take for something else; all that is told can be pasted. */
class HostileNamesIT {

    private static final String SCHEMA = hostile('s');
    private static final String COLUMN = hostile('c');

    @TempDir
    Path directory;

    /** 63 bytes, the most that a name can have. */
    private static String hostile(char first) {
        StringBuilder name = new StringBuilder(first + "\"'`;%_\n\t\u001b[31m\\u0041\u202e$1?{}\ud83c\udf0a--/*");
        while (name.toString().getBytes(StandardCharsets.UTF_8).length < 63) {
            name.append('-');
        }
        return name.toString();
    }

    private static String table(char first) {
        return new TableName(SCHEMA, hostile(first)).quoted();
    }

    private static String yaml(String text) throws Exception {
        return new ObjectMapper().writeValueAsString(text);
    }

    @Test
    void everyFindingAndRemedyWorks() throws Exception {
        try (PostgresServer server =
                PostgresServer.startIn(directory.resolve("postgres"), Map.of("max_prepared_transactions", "1"))) {
            Source source = Source.made(server, directory, hostile('d')).with(objects());
            source.run(setup());

            Report bad = source.report(Checks.ALL);
            assertThat(bad.answers())
                    .filteredOn(answer -> answer.state() != State.PASSED)
                    .extracting(answer -> answer.check().id())
                    .containsExactlyInAnyOrder(
                            "tls",
                            "publication",
                            "replication-role",
                            "replication-login",
                            "replication-sees",
                            "long-transactions",
                            "partition-storage",
                            "table-rights",
                            "row-security",
                            "replica-identity",
                            "full-identity",
                            "row-filter",
                            "primary-key",
                            "generated-columns",
                            "money",
                            "toasted");
            assertThat(printed(bad).lines())
                    .hasSizeGreaterThan(50)
                    .allMatch(SafeText::isSafe)
                    .allMatch(line ->
                            line.matches("(  CHECK| {2}[a-z-]{2,18} +[a-z]|[a-z-]+, [a-z ]+:| {4}|[0-9]+ of |).*"));

            for (Report.Answer answer : bad.answers()) {
                if (answer.state() != State.PASSED) {
                    source.run(Source.pasted(answer.finding()).stream()
                            .map(line -> line.replace("(...)", "(" + SqlNames.quote(COLUMN) + ")"))
                            .toList());
                }
            }
            assertThat(source.report(Checks.ALL).answers())
                    .filteredOn(answer -> answer.state() != State.PASSED)
                    .extracting(answer -> answer.check().id())
                    .containsExactly("tls");
        }
    }

    /** Tables of a schema, and one outside of it with a column list and a row filter. */
    private static String objects() throws Exception {
        StringBuilder objects = new StringBuilder("objects:\n");
        for (char table : new char[] {'m', 'g', 't', 'q'}) {
            objects.append("  - table: ").append(yaml(table(table))).append('\n');
        }
        String outside = SqlNames.quote("public") + '.' + SqlNames.quote(hostile('o'));
        return objects
                + """
                  - table: %s
                    columns: [%s]
                    where: %s
                """.formatted(yaml(outside), yaml(SqlNames.quote(COLUMN)), yaml(SqlNames.quote(COLUMN) + " > 0"));
    }

    private static List<String> setup() {
        String role = SqlNames.quote(hostile('d'));
        String column = SqlNames.quote(COLUMN);
        String outside = "public." + SqlNames.quote(hostile('o'));
        List<String> setup = new ArrayList<>(List.of(
                "ALTER ROLE %s NOREPLICATION".formatted(role),
                "CREATE SCHEMA %s".formatted(SqlNames.quote(SCHEMA)),
                "CREATE TABLE %s (%s int PRIMARY KEY, %s text)"
                        .formatted(outside, column, SqlNames.quote(hostile('e'))),
                "ALTER TABLE %s REPLICA IDENTITY FULL".formatted(outside),
                "CREATE TABLE %s (%s int, %s money)".formatted(table('m'), column, SqlNames.quote(hostile('p'))),
                "CREATE TABLE %s (%s int PRIMARY KEY, %s int GENERATED ALWAYS AS (1) STORED)"
                        .formatted(table('g'), column, SqlNames.quote(hostile('p'))),
                "ALTER TABLE %s ENABLE ROW LEVEL SECURITY".formatted(table('g')),
                "CREATE TABLE %s (%s int PRIMARY KEY, v text)".formatted(table('t'), column),
                "ALTER TABLE %s ALTER v SET STORAGE EXTERNAL".formatted(table('t')),
                "INSERT INTO %s VALUES (1, repeat('x', 10000))".formatted(table('t')),
                "CREATE TABLE %s (%s int PRIMARY KEY) PARTITION BY LIST (%s)".formatted(table('q'), column, column),
                "CREATE UNLOGGED TABLE %s PARTITION OF %s FOR VALUES IN (1)".formatted(table('u'), table('q')),
                "CREATE TABLE public.secret (id int PRIMARY KEY)",
                "CREATE PUBLICATION %s FOR TABLE public.secret".formatted(SqlNames.quote(hostile('x')))));
        setup.add("BEGIN; INSERT INTO %s VALUES (2); PREPARE TRANSACTION %s"
                .formatted(table('t'), SqlNames.literal(hostile('z'))));
        return setup;
    }

    private static String printed(Report report) {
        StringWriter out = new StringWriter();
        new ReportPrinter(new PrintWriter(out), Colours.OFF).print(report);
        return out.toString();
    }
}
