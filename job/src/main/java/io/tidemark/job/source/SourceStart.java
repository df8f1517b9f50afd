package io.tidemark.job.source;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.debezium.relational.TableId;
import io.tidemark.record.Lsn;
import io.tidemark.record.Table;
import io.tidemark.task.MadeInSource;
import io.tidemark.task.Publication;
import io.tidemark.task.SqlNames;
import io.tidemark.task.TaskFile;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.flink.cdc.connectors.base.source.meta.offset.Offset;
import org.apache.flink.util.FlinkRuntimeException;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is done with the source before anything is read: checks, and on a first start the publication and the slot. */
public final class SourceStart {

    private static final Logger LOG = LoggerFactory.getLogger(SourceStart.class);

    /** From this version on a slot can be kept in step on a standby, and be there after a failover. */
    private static final int WITH_FAILOVER = 17;

    private static final String INSUFFICIENT_PRIVILEGE = "42501";

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final TaskFile task;
    private final ReaderSessions sessions;
    private final Duration patience;

    public SourceStart(TaskFile task) {
        this(task, new ReaderSessions(task), PATIENCE);
    }

    SourceStart(TaskFile task, ReaderSessions sessions) {
        this(task, sessions, PATIENCE);
    }

    /** @param patience how long the slot may be held by another session until it is refused */
    SourceStart(TaskFile task, ReaderSessions sessions, Duration patience) {
        this.task = task;
        this.sessions = sessions;
        this.patience = patience;
    }

    /**
     * A source that is as it must be.
     *
     * @param serverVersion such as {@code 17.2}
     * @param tables that are, or would be, published
     */
    public record Ready(String serverVersion, List<Table> tables) {}

    /**
     * Checks without changing anything, for the one who submits the job and waits for an answer.
     *
     * @param anew whether the task is meant to begin, though it may have run before
     * @param resumes whether the job is restored from a checkpoint
     * @throws RefusedException with all problems at once
     * @throws SQLException if no session could be opened; the message is for the operator
     */
    public Ready check(boolean anew, boolean resumes) throws SQLException {
        try (Connection connection = sessions.open()) {
            refuse(StartChecks.version(connection));
            List<String> problems = new StartChecks(task, connection).run();
            problems.addAll(slotProblems(connection, anew, resumes));
            if (RestoreGuard.publicationExists(connection, task)) {
                problems.addAll(tableProblems(connection, catalogue(connection).shapes()));
            } else if (resumes) {
                problems.add(RestoreGuard.publicationMissing(task));
            }
            refuse(problems);
            // as packaged it may be "17.2 (Debian 17.2-1)"
            String version =
                    connection.getMetaData().getDatabaseProductVersion().replaceFirst(" .*", "");
            return new Ready(
                    version,
                    publish(connection, false).stream().map(TableShape::table).toList());
        }
    }

    /** The task's slot; one that is held is looked at again for a while, as the server may not know yet that its reader died. */
    private @Nullable SlotState slot(Connection connection) throws SQLException {
        long deadline = System.nanoTime() + patience.toNanos();
        SlotState slot = SlotState.of(connection, task.slotName());
        while (slot != null && slot.holder() != null && System.nanoTime() < deadline) {
            LOG.info("Waiting for slot {}, which process {} of the server reads", task.slotName(), slot.holder());
            pause();
            slot = SlotState.of(connection, task.slotName());
        }
        return slot;
    }

    private static void pause() {
        try {
            SECONDS.sleep(1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FlinkRuntimeException("Waiting for the slot was interrupted", e);
        }
    }

    private List<String> slotProblems(Connection connection, boolean anew, boolean resumes) throws SQLException {
        SlotState slot = slot(connection);
        if (slot == null) {
            return resumes ? List.of(RestoreGuard.slotMissing(task)) : List.of();
        }
        List<String> problems = new ArrayList<>();
        if (!anew && !resumes && !isUnread(connection, slot)) {
            problems.add(
                    "slot %s exists on %s already, but there is no checkpoint of the task to resume from: it belongs to an earlier run of this task, perhaps on another machine. Resume that run where its checkpoints are; or start anew with --fresh, which drops the slot and reads all tables again"
                            .formatted(task.slotName(), task.source().address()));
        }
        if (slot.holder() != null) {
            problems.add(held(slot.holder()));
        }
        return problems;
    }

    /** Whether it stands where {@code tidemark prepare} made it, so that nobody's position is in it. */
    private boolean isUnread(Connection connection, SlotState slot) throws SQLException {
        MadeInSource made = MadeInSource.read(connection, task);
        return made != null
                && made.all(MadeInSource.Slot.class)
                        .anyMatch(one -> Lsn.format(slot.confirmedLsn()).equals(one.unread()));
    }

    /** Makes publication and slot; gives the tables to read. The slot exists before the first row is read. */
    List<TableId> prepare() {
        try (Connection connection = sessions.open()) {
            refuse(StartChecks.version(connection));
            refuse(new StartChecks(task, connection).run());
            List<TableShape> shapes = publish(connection, true);
            createSlot(connection);
            return shapes.stream()
                    .map(shape -> TableIds.of(shape.table().oid()))
                    .toList();
        } catch (RefusedException e) {
            throw e.endingTheJob();
        } catch (SQLException e) {
            throw new FlinkRuntimeException("Preparing the source failed: " + e.getMessage(), e);
        }
    }

    /**
     * Makes the publication unless it is there, and checks what it holds, in one transaction: a publication of tables whose
     * rows can't be told apart would make all updates of them fail, so it must not be there for a moment.
     *
     * @param keep whether a publication that was made stays, or was made to be checked only
     * @return the published tables
     */
    private List<TableShape> publish(Connection connection, boolean keep) throws SQLException {
        connection.setAutoCommit(false);
        boolean made = !RestoreGuard.publicationExists(connection, task);
        if (made) {
            createPublication(connection);
        }
        List<TableShape> shapes = catalogue(connection).shapes();
        refuse(tableProblems(connection, shapes));
        if (keep) {
            connection.commit();
            LOG.info("Publication {} {}", task.publicationName(), made ? "was made" : "is there");
        } else {
            connection.rollback();
        }
        connection.setAutoCommit(true);
        return shapes;
    }

    private List<String> tableProblems(Connection connection, List<TableShape> shapes) throws SQLException {
        return new TableChecks(task, connection).run(shapes);
    }

    /**
     * Checks a restored job against the server, as far as chunks of the snapshot were read before.
     *
     * @param streaming whether the stream had begun: then its own position counts, which its reader checks
     */
    void resume(Collection<Offset> chunks, boolean streaming) {
        try (Connection connection = sessions.open();
                Connection replication = sessions.openReplication()) {
            if (SlotState.of(connection, task.slotName()) == null) {
                throw new RefusedException(RestoreGuard.slotMissing(task));
            }
            ServerIdentity server = ReaderSessions.identity(replication);
            RestoreGuard guard = new RestoreGuard(task);
            // all chunks of one snapshot stand at the same point
            for (StreamPoint point : points(chunks)) {
                if (streaming) {
                    guard.checkServer(server, point);
                } else {
                    guard.check(connection, server, point);
                }
            }
        } catch (RefusedException e) {
            throw e.endingTheJob();
        } catch (SQLException e) {
            throw new FlinkRuntimeException("Checking the source failed: " + e.getMessage(), e);
        }
    }

    private static Set<StreamPoint> points(Collection<Offset> chunks) {
        Set<StreamPoint> points = new LinkedHashSet<>();
        for (Offset chunk : chunks) {
            StreamPoint point = StreamPoint.of(chunk);
            if (point != null) {
                points.add(point);
            }
        }
        return points;
    }

    private Catalogue catalogue(Connection connection) {
        return new Catalogue(connection, task.source().database(), task.publicationName());
    }

    private static void refuse(List<String> problems) {
        if (!problems.isEmpty()) {
            throw new RefusedException(problems);
        }
    }

    private void createPublication(Connection connection) throws SQLException {
        String create = new Publication(task).createStatement();
        MadeInSource made =
                new MadeInSource(List.of(new MadeInSource.OwnPublication(create), new MadeInSource.Slot(null)));
        try (Statement statement = connection.createStatement()) {
            statement.execute(create);
            statement.execute(made.statement(task));
        } catch (PSQLException e) {
            ServerErrorMessage error = e.getServerErrorMessage();
            if (error == null) {
                throw e;
            }
            throw new RefusedException(
                    INSUFFICIENT_PRIVILEGE.equals(e.getSQLState())
                            ? "role '%s' may not make the publication: %s. Have somebody who may run:\n%s;"
                                    .formatted(task.source().user(), error.getMessage(), create)
                            : "publication %s could not be made: %s. Correct objects; what was run is:\n%s;"
                                    .formatted(task.publicationName(), error.getMessage(), create));
        }
    }

    /** A slot that is there already is of no use: all tables are read again, so the log is needed from now on only. */
    private void createSlot(Connection connection) throws SQLException {
        SlotState slot = slot(connection);
        if (slot != null && slot.holder() != null) {
            throw new RefusedException(held(slot.holder()));
        }
        try (Statement statement = connection.createStatement()) {
            String name = SqlNames.literal(task.slotName());
            if (slot != null) {
                LOG.info("Slot {} is there, and is dropped and made anew: all tables are read now", task.slotName());
                statement.execute("SELECT pg_drop_replication_slot(" + name + ")");
            }
            LOG.info("Making slot {}; the server waits for all running transactions to end", task.slotName());
            boolean failover = connection.getMetaData().getDatabaseMajorVersion() >= WITH_FAILOVER;
            statement.execute("SELECT pg_create_logical_replication_slot(%s, 'pgoutput'%s)"
                    .formatted(name, failover ? ", failover => true" : ""));
        }
    }

    private String held(int holder) {
        return "slot %s is being read by process %d of the server: another job runs this task. End that one first, or give this task another name"
                .formatted(task.slotName(), holder);
    }
}
