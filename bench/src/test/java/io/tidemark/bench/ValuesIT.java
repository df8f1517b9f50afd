package io.tidemark.bench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.bench.result.End;
import io.tidemark.bench.workload.Workload;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ValuesIT {

    private static final String ROW =
            "{\"id\":7,\"weight\":1.23,\"placed_at\":\"2024-01-01 08:00:00.5+08\",\"paid\":true,\"note\":null}";

    private SourceServer server;
    private SourceDatabase source;

    @BeforeAll
    void start(@TempDir Path folder) throws SQLException {
        server = SourceServer.start(folder);
        source = server.databaseOf(new OneRow());
    }

    @AfterAll
    void stop() throws SQLException {
        source.close();
        server.close();
    }

    @Test
    void takesWhatTheTaskMakesOfTheRow() {
        assertThatNoException().isThrownBy(() -> compare(ROW));
    }

    @Test
    void findsAnotherValue() {
        assertThatThrownBy(() -> compare(ROW.replace("00.5+08", "00.6+08")))
                .isInstanceOf(BenchException.class)
                .hasMessage(
                        "column 'placed_at' of the row of table 'things' with key 7 was published with another value");
    }

    @Test
    void findsARowThatIsMissing() {
        assertThatThrownBy(() -> values().compare(source, Map.of("things", Map.of()), 1_000))
                .isInstanceOf(BenchException.class)
                .hasMessage("the row of table 'things' with key 7 is missing");
    }

    private void compare(String row) throws Exception {
        String line = """
                {"before":null,"after":%s,"source":{"version":"1","connector":"tidemark","name":"bench","ts_ms":1767225600123,\
                "snapshot":"true","db":"bench","schema":"public","table":"things","txId":null,"lsn":26714560,\
                "position":"0/197A1C0#0"},"op":"r","ts_ms":1767225601000,"transaction":null}""".formatted(row);
        values().compare(source, Map.of("things", Map.of(7L, line.getBytes(UTF_8))), 1_000);
    }

    private static Values values() {
        return new Values(End.FILES, "{ float-digits: 2, double-digits: 2 }");
    }

    private record OneRow() implements Workload {

        @Override
        public String name() {
            return "things";
        }

        @Override
        public String describe() {
            return "one row";
        }

        @Override
        public void create(Statement statement) throws SQLException {
            statement.execute("""
                    CREATE TABLE things (id int8 PRIMARY KEY, weight float8, placed_at timestamptz, paid bool, note text);
                    INSERT INTO things VALUES (7, 1.234, '2024-01-01 00:00:00.5Z', true, NULL);
                    """);
        }

        @Override
        public long rows() {
            return 1;
        }

        @Override
        public int transactions() {
            return 0;
        }

        @Override
        public long changes() {
            return 0;
        }

        @Override
        public void change(Statement statement, int from, int to) {}
    }
}
