package io.tidemark.job.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.embedded.server.PostgresServer;
import io.tidemark.record.ValueType;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class TypeCatalogueIT {

    @TempDir
    static Path directory;

    private PostgresServer server;
    private Connection connection;

    @BeforeAll
    void makeTypes() throws SQLException {
        server = PostgresServer.startIn(directory, Map.of());
        connection = server.connect("postgres");
        run("CREATE TYPE color AS ENUM ('red')");
        run("CREATE DOMAIN shade AS color");
        run("CREATE DOMAIN price AS float8 CHECK (VALUE > 0)");
        run("CREATE DOMAIN prices AS price[]");
        run("CREATE TYPE stay AS (room text, gone int, period tstzrange, prices prices)");
        run("ALTER TYPE stay DROP ATTRIBUTE gone");
        run("CREATE DOMAIN visit AS stay");
        run("CREATE TYPE stays AS RANGE (subtype = stay, multirange_type_name = multistays)");
        run("CREATE TABLE shelf (id int, stays stay[], boxes box[])");
    }

    @AfterAll
    void stopServer() throws SQLException {
        connection.close();
        server.close();
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "float8                  | float8",
                "color                   | enum color",
                "shade                   | enum color",
                "float8[]                | {float8,}",
                "box[]                   | {box;}",
                "int2vector              | int2vector", // an array inside, but not as it is printed
                "point                   | point", // its coordinates can be asked for as if it were an array
                "tstzrange               | [timestamptz]",
                "tstzmultirange          | {[timestamptz]}",
                "price                   | float8",
                "prices                  | {float8,}",
                "prices[]                | {{float8,},}",
                "stay                    | (text,[timestamptz],{float8,})",
                "visit                   | (text,[timestamptz],{float8,})",
                "stays                   | [(text,[timestamptz],{float8,})]",
                "multistays              | {[(text,[timestamptz],{float8,})]}",
                "shelf                   | (int4,{(text,[timestamptz],{float8,}),},{box;})",
                "pg_catalog.pg_user_mapping | (oid,oid,oid,{text,})"
            })
    void describesATypeAsItsTextIsMadeUp(String type, String expected) throws SQLException {
        assertThat(print(new TypeCatalogue(connection).types(List.of(oid(type))).get(oid(type))))
                .isEqualTo(expected);
    }

    @Test
    void aTypeThatIsGoneIsAScalar() throws SQLException {
        int oid = 0xFFFF_FFF0;

        assertThat(new TypeCatalogue(connection).types(List.of(oid, 23)))
                .isEqualTo(Map.of(oid, ValueType.scalar(oid), 23, ValueType.scalar(23)));
    }

    @Test
    void aTypeOfAUserIsAskedForEachTime() throws SQLException {
        TypeCatalogue catalogue = new TypeCatalogue(connection);
        run("CREATE TYPE later AS (a int)");
        int oid = oid("later");
        assertThat(print(catalogue.types(List.of(oid)).get(oid))).isEqualTo("(int4)");

        run("ALTER TYPE later ADD ATTRIBUTE b float4");

        assertThat(print(catalogue.types(List.of(oid, 1022)).get(oid))).isEqualTo("(int4,float4)");
    }

    private String print(ValueType type) {
        return switch (type.kind()) {
            case SCALAR -> name(type.oid());
            case ENUM -> "enum " + name(type.oid());
            case ARRAY -> "{" + print(type.parts().get(0)) + type.delimiter() + "}";
            case RANGE -> "[" + print(type.parts().get(0)) + "]";
            case MULTIRANGE -> "{[" + print(type.parts().get(0)) + "]}";
            case COMPOSITE -> type.parts().stream().map(this::print).collect(Collectors.joining(",", "(", ")"));
        };
    }

    private int oid(String type) throws SQLException {
        return (int) Long.parseLong(ask("SELECT '" + type + "'::regtype::oid::int8"));
    }

    private String name(int oid) {
        try {
            return ask("SELECT typname FROM pg_type WHERE oid = " + Integer.toUnsignedString(oid));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private String ask(String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getString(1);
        }
    }

    private void run(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
