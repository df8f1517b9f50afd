package io.tidemark.task;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What Tidemark made in a source for a task, in the order in which it was made. The record of it is the comment of the
 * task's publication, so that it goes where the publication goes; objects are named by their OIDs, so that it outlives
 * their being renamed.
 *
 * @param version of the record's form: 1
 */
public record MadeInSource(int version, List<Thing> things) {

    private static final int VERSION = 1;

    private static final ObjectMapper JSON = new ObjectMapper();

    /** One thing, and what taking it away needs to know. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "made")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = OwnPublication.class, name = "publication"),
        @JsonSubTypes.Type(value = Slot.class, name = "slot"),
        @JsonSubTypes.Type(value = Role.class, name = "role"),
        @JsonSubTypes.Type(value = RoleAttribute.class, name = "attribute"),
        @JsonSubTypes.Type(value = Grant.class, name = "grant"),
        @JsonSubTypes.Type(value = FullIdentity.class, name = "identity")
    })
    public sealed interface Thing {}

    /**
     * The task's publication itself.
     *
     * @param as the statement that makes it as it is, from which a changed row filter is told
     */
    public record OwnPublication(String as) implements Thing {}

    /**
     * The task's slot.
     *
     * @param unread where the slot stands until somebody reads it ({@code confirmed_flush_lsn}); {@code null} if that is not known
     */
    public record Slot(@Nullable String unread) implements Thing {}

    public record Role(String name) implements Thing {}

    public record RoleAttribute(String role, Attribute attribute) implements Thing {}

    /** What a role may be made with. */
    public enum Attribute {
        LOGIN,
        REPLICATION,
        BYPASSRLS
    }

    /**
     * A right of a role that it had not.
     *
     * @param oid of the database, schema or table
     */
    public record Grant(String role, Right right, long oid) implements Thing {}

    /** What a role may be given. */
    public enum Right {
        CONNECT,
        USAGE,
        SELECT
    }

    /**
     * A table that got {@code REPLICA IDENTITY FULL}.
     *
     * @param table its OID
     * @param before {@code pg_class.relreplident} until then
     * @param index the OID of the index that it was until then; 0 if it was none
     */
    public record FullIdentity(long table, String before, long index) implements Thing {}

    public MadeInSource {
        things = List.copyOf(things);
    }

    public MadeInSource(List<Thing> things) {
        this(VERSION, things);
    }

    /** Those of one kind. */
    public <T extends Thing> Stream<T> all(Class<T> kind) {
        return things.stream().filter(kind::isInstance).map(kind::cast);
    }

    /**
     * Reads the record.
     *
     * @return {@code null} if there is no such publication, or none that Tidemark made
     * @throws IllegalStateException if the record can't be read, as one of a later version
     */
    public static @Nullable MadeInSource read(Connection connection, TaskFile task) throws SQLException {
        return read(connection, task.publicationName(), task.task());
    }

    /** As {@link #read(Connection, TaskFile)}, where there is no task file: of a task of that name. */
    public static @Nullable MadeInSource read(Connection connection, String publication, String task)
            throws SQLException {
        String sql = "SELECT obj_description(oid, 'pg_publication') FROM pg_publication WHERE pubname = ?";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, publication);
            try (ResultSet row = statement.executeQuery()) {
                String comment = row.next() ? row.getString(1) : null;
                return comment == null ? null : parse(comment, publication, task);
            }
        }
    }

    private static @Nullable MadeInSource parse(String comment, String publication, String task) {
        String intro = intro(task);
        if (!comment.startsWith(intro)) {
            return null;
        }
        try {
            return JSON.readValue(comment.substring(intro.length()), MadeInSource.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(
                    "the comment of publication %s begins as Tidemark's record of what it made, but is not one that this version can read: a later version may have written it, or somebody changed it"
                            .formatted(publication),
                    e);
        }
    }

    /** The statement that writes it down; the publication's owner may run it. */
    public String statement(TaskFile task) {
        try {
            return "COMMENT ON PUBLICATION %s IS %s"
                    .formatted(
                            SqlNames.quote(task.publicationName()),
                            SqlNames.literal(intro(task.task()) + JSON.writeValueAsString(this)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a record of texts and numbers is always written", e);
        }
    }

    private static String intro(String task) {
        return "What Tidemark made for task " + task + ", for 'tidemark release' to take away: ";
    }
}
