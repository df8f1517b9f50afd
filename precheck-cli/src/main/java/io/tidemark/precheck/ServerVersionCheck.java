package io.tidemark.precheck;

import io.tidemark.precheck.Finding.Failed;
import io.tidemark.precheck.Finding.Passed;
import io.tidemark.precheck.Finding.Warning;
import io.tidemark.task.Selection;
import java.sql.SQLException;

/** What a publication and a slot can do depends on the version. */
final class ServerVersionCheck implements Precheck {

    private static final int OLDEST = 14;
    private static final int NEWEST_TRIED = 18;
    private static final int WITH_LISTS = 15;

    @Override
    public String id() {
        return "server-version";
    }

    @Override
    public String title() {
        return "the server is PostgreSQL 14 to 18";
    }

    @Override
    public String why() {
        return "Older servers can't give a change its exact place, column lists, row filters and whole schemas begin with 15, failover slots with 17.";
    }

    @Override
    public Finding run(SourceServer server) throws SQLException {
        String seen = "PostgreSQL " + server.setting("server_version");
        if (server.version() < OLDEST) {
            return new Failed(
                    seen,
                    "PostgreSQL 14 or later",
                    "Upgrade the server with pg_upgrade; or restore a dump of it into a newer one,",
                    "and name that in source.host and source.port");
        }
        if (server.version() < WITH_LISTS && narrows(server)) {
            return new Failed(
                    seen + ", and objects has columns, where or a whole schema",
                    "PostgreSQL 15 or later for column lists, row filters and whole schemas",
                    "Upgrade the server, or select whole tables one by one, or the whole database");
        }
        if (server.version() > NEWEST_TRIED) {
            return new Warning(
                    seen,
                    "a version that Tidemark is tested on, 14 to 18",
                    "Try the task on a copy first, or look for a newer Tidemark");
        }
        return new Passed(seen);
    }

    private static boolean narrows(SourceServer server) {
        return server.task().objects().stream()
                .anyMatch(selection -> !(selection instanceof Selection.Table table)
                        || !table.columns().isEmpty()
                        || table.where() != null);
    }
}
