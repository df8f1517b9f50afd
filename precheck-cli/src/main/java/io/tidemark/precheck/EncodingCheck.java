package io.tidemark.precheck;

import io.tidemark.precheck.Finding.Failed;
import io.tidemark.precheck.Finding.Passed;
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
                    "Move the data to a database with the encoding UTF8");
        }
        return new Passed("server_encoding = " + encoding);
    }
}
