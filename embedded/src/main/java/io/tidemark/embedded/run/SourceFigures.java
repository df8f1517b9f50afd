package io.tidemark.embedded.run;

import io.tidemark.task.SourceConnection;
import io.tidemark.task.TaskFile;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What only the source can tell: how much there is to read, and how far its log has got. A source that does not answer is
 * the job's business; here it only leaves figures out.
 */
final class SourceFigures implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SourceFigures.class);

    /** Partitions stand for their parent; a table that was never analysed is taken to have rows of 100 bytes. */
    private static final String SIZE = """
            SELECT count(DISTINCT published.oid) AS tables,
                   coalesce(sum(CASE WHEN stored.reltuples >= 0 THEN stored.reltuples
                                     ELSE pg_relation_size(stored.oid) / 100 END), 0)::bigint AS rows
              FROM pg_publication_tables AS member
              JOIN pg_namespace AS space ON space.nspname = member.schemaname
              JOIN pg_class AS published ON published.relnamespace = space.oid AND published.relname = member.tablename
              LEFT JOIN LATERAL pg_partition_tree(published.oid) AS leaf ON published.relkind = 'p' AND leaf.isleaf
              JOIN pg_class AS stored ON stored.oid = coalesce(leaf.relid::oid, published.oid)
             WHERE member.pubname = ?
            """;

    private static final String WAL = "SELECT pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')::bigint";

    private final SourceConnection source;
    private final String publication;
    private @Nullable Connection connection;

    SourceFigures(TaskFile task) {
        this.source = SourceConnection.of(task);
        this.publication = task.publicationName();
    }

    /** Empty as long as the job has not made its publication. */
    Optional<SnapshotSize> size() {
        try (PreparedStatement statement = connected().prepareStatement(SIZE)) {
            statement.setString(1, publication);
            try (ResultSet result = statement.executeQuery()) {
                result.next();
                SnapshotSize size = new SnapshotSize(result.getInt("tables"), result.getLong("rows"));
                return size.tables() == 0 ? Optional.empty() : Optional.of(size);
            }
        } catch (SQLException e) {
            forget(e);
            return Optional.empty();
        }
    }

    /** Where the source's log ends now. */
    OptionalLong walPosition() {
        try (PreparedStatement statement = connected().prepareStatement(WAL);
                ResultSet result = statement.executeQuery()) {
            result.next();
            return OptionalLong.of(result.getLong(1));
        } catch (SQLException e) {
            forget(e);
            return OptionalLong.empty();
        }
    }

    @Override
    public void close() {
        if (connection != null) {
            try {
                connection.close();
            } catch (SQLException e) {
                LOG.debug("the source's session did not close", e);
            }
            connection = null;
        }
    }

    private Connection connected() throws SQLException {
        if (connection == null) {
            connection = source.open();
        }
        return connection;
    }

    private void forget(SQLException e) {
        LOG.debug("the source gave no figures", e);
        close();
    }
}
