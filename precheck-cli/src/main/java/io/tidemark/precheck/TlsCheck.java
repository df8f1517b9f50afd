package io.tidemark.precheck;

import io.tidemark.precheck.Finding.Passed;
import io.tidemark.precheck.Finding.Warning;
import io.tidemark.task.Tls;
import java.sql.SQLException;

/** Without it anybody in between reads what is read, and may be the server. */
final class TlsCheck implements Precheck {

    @Override
    public String id() {
        return "tls";
    }

    @Override
    public String title() {
        return "the session is encrypted and the server proves who it is";
    }

    @Override
    public String why() {
        return "Otherwise anybody in between can read every change, or answer in the server's place.";
    }

    @Override
    public Finding run(SourceServer server) throws SQLException {
        Tls.Mode mode = server.task().source().tls().mode();
        boolean encrypted = server.holds("ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()");
        if (encrypted && mode == Tls.Mode.VERIFY_FULL) {
            return new Passed("encrypted, certificate and name verified");
        }
        return new Warning(
                "source.tls.mode is '%s', and this session is %s"
                        .formatted(mode.key(), encrypted ? "encrypted" : "not encrypted"),
                "source.tls.mode 'verify-full'",
                "In the task file: source.tls: { mode: verify-full, ca: <the file of the server's CA> }",
                "and in source.host a name that its certificate has",
                "On a server without TLS: ssl = on, ssl_cert_file and ssl_key_file, then a reload");
    }
}
