package io.tidemark.job.source;

import io.debezium.relational.TableId;
import io.tidemark.task.SqlNames;
import io.tidemark.task.TaskFile;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.List;
import org.apache.flink.cdc.connectors.base.source.meta.offset.Offset;
import org.apache.flink.util.FlinkRuntimeException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is done with the source before anything is read: checks, and on a first start the publication and the slot. */
public final class SourceStart {

    private static final Logger LOG = LoggerFactory.getLogger(SourceStart.class);

    /** From this version on a slot can be kept in step on a standby, and be there after a failover. */
    private static final int WITH_FAILOVER = 17;

    private final TaskFile task;
    private final ReaderSessions sessions;

    public SourceStart(TaskFile task) {
        this(task, new ReaderSessions(task));
    }

    SourceStart(TaskFile task, ReaderSessions sessions) {
        this.task = task;
        this.sessions = sessions;
    }

    /**
     * Checks without changing anything, for the one who submits the job and waits for an answer.
     *
     * @param anew whether the task is meant to begin, though it may have run before
     * @param resumes whether the job is restored from a checkpoint
     * @throws RefusedException with all problems at once
     * @throws SQLException if no session could be opened; the message is for the operator
     */
    public void check(boolean anew, boolean resumes) throws SQLException {
        try (Connection connection = sessions.open()) {
            refuse(new StartChecks(task, connection).run());
            if (publicationExists(connection)) {
                refuse(new TableChecks(task, connection)
                        .run(catalogue(connection).shapes()));
            }
            SlotState slot = SlotState.of(connection, task.slotName());
            if (slot != null && !anew && !resumes) {
                throw new RefusedException(
                        "slot %s exists on %s already, but there is no checkpoint of the task to resume from: it belongs to an earlier run of this task, perhaps on another machine. Resume that run where its checkpoints are; or start anew with --fresh, which drops the slot and reads all tables again"
                                .formatted(task.slotName(), task.source().address()));
            }
            refuseHeld(slot);
        }
    }

    /** Makes publication and slot; gives the tables to read. The slot exists before the first row is read. */
    List<TableId> prepare() {
        try (Connection connection = sessions.open()) {
            refuse(new StartChecks(task, connection).run());
            if (!publicationExists(connection)) {
                createPublication(connection);
            }
            List<TableShape> shapes = catalogue(connection).shapes();
            refuse(new TableChecks(task, connection).run(shapes));
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

    /** Checks a restored job against the server, as far as chunks of the snapshot were read before. */
    void resume(Collection<Offset> chunks) {
        try (Connection connection = sessions.open();
                Connection replication = sessions.openReplication()) {
            if (SlotState.of(connection, task.slotName()) == null) {
                throw new RefusedException(RestoreGuard.slotMissing(task));
            }
            ServerIdentity server = ReaderSessions.identity(replication);
            RestoreGuard guard = new RestoreGuard(task);
            for (Offset chunk : chunks) {
                StreamPoint point = StreamPoint.of(chunk);
                if (point != null) {
                    guard.checkServer(server, point);
                }
            }
        } catch (RefusedException e) {
            throw e.endingTheJob();
        } catch (SQLException e) {
            throw new FlinkRuntimeException("Checking the source failed: " + e.getMessage(), e);
        }
    }

    private Catalogue catalogue(Connection connection) {
        return new Catalogue(connection, task.source().database(), task.publicationName());
    }

    private static void refuse(List<String> problems) {
        if (!problems.isEmpty()) {
            throw new RefusedException(problems);
        }
    }

    private boolean publicationExists(Connection connection) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT 1 FROM pg_publication WHERE pubname = ?")) {
            statement.setString(1, task.publicationName());
            return statement.executeQuery().next();
        }
    }

    private void createPublication(Connection connection) throws SQLException {
        String create = new Publication(task).createStatement();
        try (Statement statement = connection.createStatement()) {
            statement.execute(create);
            LOG.info("Made publication {}", task.publicationName());
        } catch (SQLException e) {
            throw new RefusedException("role '%s' could not make the publication: %s. Have somebody who may run:\n%s;"
                    .formatted(task.source().user(), e.getMessage(), create));
        }
    }

    /** A slot that is there already is of no use: all tables are read again, so the log is needed from now on only. */
    private void createSlot(Connection connection) throws SQLException {
        SlotState slot = SlotState.of(connection, task.slotName());
        refuseHeld(slot);
        try (Statement statement = connection.createStatement()) {
            String name = SqlNames.literal(task.slotName());
            if (slot != null) {
                LOG.warn("Slot {} of an earlier start is dropped and made anew", task.slotName());
                statement.execute("SELECT pg_drop_replication_slot(" + name + ")");
            }
            LOG.info("Making slot {}; the server waits for all running transactions to end", task.slotName());
            boolean failover = connection.getMetaData().getDatabaseMajorVersion() >= WITH_FAILOVER;
            statement.execute("SELECT pg_create_logical_replication_slot(%s, 'pgoutput'%s)"
                    .formatted(name, failover ? ", failover => true" : ""));
        }
    }

    private void refuseHeld(@Nullable SlotState slot) {
        if (slot != null && slot.holder() != null) {
            throw new RefusedException(
                    "slot %s is being read by process %d of the server: another job runs this task. End that one first, or give this task another name"
                            .formatted(task.slotName(), slot.holder()));
        }
    }
}
