package io.tidemark.precheck;

import io.tidemark.precheck.Finding.Failed;
import io.tidemark.precheck.Finding.Passed;
import io.tidemark.task.SqlNames;
import java.sql.SQLException;

/** Text goes out as UTF-8, which the server makes of any encoding but one. */
final class EncodingCheck implements Precheck {

    @Override
    public String id() {
        return "encoding";
    }

    @Override
    public String title() {
        return "the database knows its encoding";
    }

    @Override
    public String why() {
        return "In SQL_ASCII the server does not know what characters its bytes are, so they can't be published as text.";
    }

    @Override
    public Finding run(SourceServer server) throws SQLException {
        String encoding = server.setting("server_encoding");
        if (encoding.equals("SQL_ASCII")) {
            return new Failed(
                    "server_encoding = SQL_ASCII",
                    "any other encoding",
                    "CREATE DATABASE %s ENCODING 'UTF8' LOCALE 'C' TEMPLATE template0;"
                            .formatted(SqlNames.quote(server.task().source().database() + "_utf8")),
                    "then dump with pg_dump -E and the encoding that its bytes are in truth, such as LATIN1,",
                    "restore that into the new database, and name it in source.database");
        }
        return new Passed("server_encoding = " + encoding);
    }
}
