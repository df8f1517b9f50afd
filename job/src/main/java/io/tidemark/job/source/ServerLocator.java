package io.tidemark.job.source;

import io.tidemark.record.Row;
import io.tidemark.task.SqlNames;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/**
 * For keys whose order only the server knows (text in a collation, numeric, uuid, enums ...): asks it, with the type and the
 * collation that the column has. Only for changes that committed while the table was read.
 */
final class ServerLocator implements KeyLocator {

    /** With -1 for the modifier: without it, SQL's name of {@code char(n)} is one that would cut keys off. */
    private static final String TYPE_OF_COLUMN = """
            SELECT format_type(a.atttypid, -1), cn.nspname, c.collname
              FROM pg_attribute a
              LEFT JOIN pg_collation c ON c.oid = a.attcollation
              LEFT JOIN pg_namespace cn ON cn.oid = c.collnamespace
             WHERE a.attrelid = ?::int8 AND a.attname = ?""";

    private final PreparedStatement locate;

    /** @param bounds the lower bounds of all chunks but the first, ascending */
    ServerLocator(Connection connection, int tableOid, String keyColumn, List<String> bounds) {
        try {
            String type;
            String collate;
            try (PreparedStatement statement = connection.prepareStatement(TYPE_OF_COLUMN)) {
                statement.setLong(1, Integer.toUnsignedLong(tableOid));
                statement.setString(2, keyColumn);
                try (ResultSet row = statement.executeQuery()) {
                    if (!row.next()) {
                        throw new IllegalStateException("column \"%s\" of table %d, by which it was read, is gone"
                                .formatted(keyColumn, tableOid));
                    }
                    type = row.getString(1);
                    collate = row.getString(3) == null
                            ? ""
                            : " COLLATE " + SqlNames.quote(row.getString(2)) + '.' + SqlNames.quote(row.getString(3));
                }
            }
            locate = connection.prepareStatement(
                    "SELECT width_bucket(?::text::%1$s%2$s, ?::text[]::%1$s[])".formatted(type, collate));
            locate.setArray(2, connection.createArrayOf("text", bounds.toArray()));
        } catch (SQLException e) {
            throw new IllegalStateException("preparing to compare keys of table " + tableOid + " failed", e);
        }
    }

    @Override
    public int locate(Row row, int column) {
        try {
            locate.setString(1, row.text(column));
            try (ResultSet bucket = locate.executeQuery()) {
                bucket.next();
                return bucket.getInt(1);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("asking the server which chunk a key lies in failed", e);
        }
    }
}
