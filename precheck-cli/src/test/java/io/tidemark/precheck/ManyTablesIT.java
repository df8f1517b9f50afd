package io.tidemark.precheck;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.embedded.server.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is asked does not grow with the tables: the server's own log has every statement. */
class ManyTablesIT {

    private static final String MAKE = """
            DO $$ BEGIN FOR i IN %d..%d LOOP EXECUTE format('CREATE TABLE t%%s (id int, v text, f real, g int GENERATED ALWAYS AS (id) STORED,
                PRIMARY KEY (id, v))', i); END LOOP; END $$""";

    @TempDir
    Path directory;

    @Test
    void fiveHundredTablesAreAskedForAsOneIs() throws Exception {
        try (PostgresServer server = PostgresServer.startIn(directory.resolve("postgres"), Map.of())) {
            Source source = Source.made(server, directory, "many");
            source.run(MAKE.formatted(1, 1), "ALTER ROLE many SET log_statement = 'all'");

            List<String> ofOne = statements(source);
            source.run(MAKE.formatted(2, 500));
            List<String> ofAll = statements(source);

            assertThat(ofAll).isEqualTo(ofOne).hasSizeGreaterThan(30);
        }
    }

    private static List<String> statements(Source source) throws IOException, SQLException {
        long before = logged(source).count();
        Report report = source.report(Checks.ALL);
        assertThat(report.answers()).extracting(Report.Answer::state).doesNotContain(Report.State.COULD_NOT_RUN);
        return logged(source).skip(before).toList();
    }

    /** The first line of each, without its time and process. */
    private static Stream<String> logged(Source source) throws IOException {
        return Files.readString(source.server().log())
                .lines()
                .filter(line -> line.matches(".*LOG: +(execute|statement).*"))
                .map(line -> line.replaceFirst(".*?LOG: +", ""));
    }
}
