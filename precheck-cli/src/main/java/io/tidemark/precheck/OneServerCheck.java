package io.tidemark.precheck;

import io.tidemark.precheck.Finding.Failed;
import io.tidemark.precheck.Finding.Passed;
import io.tidemark.source.Session;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Sessions that end at different servers show a balancer, or a name with several addresses. */
final class OneServerCheck implements Precheck {

    /** As a balancer may give out its servers in turn, or by chance. */
    private static final int OTHERS = 3;

    /** Two servers may be copies of one system, but they did not start in the same microsecond. */
    private static final String WHICH = "SELECT system_identifier, pg_postmaster_start_time() FROM pg_control_system()";

    @Override
    public String id() {
        return "one-server";
    }

    @Override
    public String title() {
        return "there is one server behind the address";
    }

    @Override
    public String why() {
        return "A slot is on one server: behind a balancer the job would find it at one attempt and miss it at the next, or read another log.";
    }

    @Override
    public Finding run(SourceServer server) throws SQLException {
        Set<List<String>> servers = new LinkedHashSet<>();
        servers.add(server.rows(WHICH).get(0));
        for (int i = 0; i < OTHERS; i++) {
            try (Connection another = server.openAnother()) {
                servers.add(new Session(another).rows(WHICH).get(0));
            }
        }
        if (servers.size() == 1) {
            return new Passed("%d sessions reach the same server".formatted(OTHERS + 1));
        }
        String address = server.task().source().address();
        return new Failed(
                "%d sessions with %s reach %d servers: %s"
                        .formatted(
                                OTHERS + 1,
                                address,
                                servers.size(),
                                servers.stream().map(OneServerCheck::label).collect(Collectors.joining(", "))),
                "one server, which is the primary",
                "Name the primary itself in source.host and source.port, not a balancer or pooler before several");
    }

    private static String label(List<String> server) {
        return "system %s, up since %s".formatted(server.get(0), server.get(1));
    }
}
