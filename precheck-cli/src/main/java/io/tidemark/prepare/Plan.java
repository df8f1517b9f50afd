package io.tidemark.prepare;

import io.tidemark.source.Published;
import io.tidemark.source.Session;
import io.tidemark.task.MadeInSource;
import io.tidemark.task.MadeInSource.FullIdentity;
import io.tidemark.task.MadeInSource.OwnPublication;
import io.tidemark.task.MadeInSource.Slot;
import io.tidemark.task.MadeInSource.Thing;
import io.tidemark.task.Publication;
import io.tidemark.task.Selection;
import io.tidemark.task.SqlNames;
import io.tidemark.task.TaskFile;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the source still lacks for a task. It is found by asking only.
 *
 * @param steps done in one transaction
 * @param slot the statement that makes the slot, after them; {@code null} if there is one
 * @param notes what is there already and not of our making
 * @param made all that is recorded when the steps are done
 */
record Plan(List<Step> steps, @Nullable String slot, List<String> notes, MadeInSource made) {

    /** From this version on a slot can be kept in step on a standby, and be there after a failover. */
    private static final int WITH_FAILOVER = 17;

    Plan {
        steps = List.copyOf(steps);
        notes = List.copyOf(notes);
    }

    boolean isDone() {
        return steps.isEmpty() && slot == null;
    }

    /**
     * Asks the source.
     *
     * @param role who is to run the task with no more rights than it takes; {@code null} if nobody's rights are to be looked at
     * @throws RefusedException if the task can't be prepared, with all reasons
     */
    static Plan of(Session session, TaskFile task, @Nullable String role) throws SQLException {
        Recorded record = Recorded.of(session, task);
        List<SourceTable> all = SourceTable.all(session);
        List<SourceTable> selected =
                all.stream().filter(table -> table.isSelected(task)).toList();
        refuse(session, task, record, selected);
        MadeInSource made = record.things();
        List<Step> steps = new ArrayList<>();
        if (role != null) {
            steps.addAll(new RoleSteps(session, task, role, selected).steps(made));
        }
        steps.addAll(identitySteps(session, task, all, made));
        steps.addAll(publicationSteps(session, task, record));
        if (!record.trusted() && !steps.isEmpty()) {
            steps.add(new Step(
                    "publication %s, which role '%s' owns, is yours".formatted(task.publicationName(), record.owner()),
                    Step.plain(Recorded.takeOver(task)),
                    List.of(),
                    List.of()));
        }
        List<String> notes = new ArrayList<>();
        String slot = slot(session, task, made, notes);
        List<Thing> things = new ArrayList<>(made.things());
        steps.forEach(step -> things.removeAll(step.gone()));
        steps.forEach(step -> things.addAll(step.made()));
        if (slot != null) {
            things.removeIf(Slot.class::isInstance);
            things.add(new Slot(null));
        }
        return new Plan(steps, slot, notes, new MadeInSource(things));
    }

    private static void refuse(Session session, TaskFile task, Recorded record, List<SourceTable> selected)
            throws SQLException {
        List<String> problems = new ArrayList<>(new Publication(task).problems(session.version()));
        Set<Selection> found = selected.stream()
                .flatMap(table -> task.objects().stream()
                        .filter(one -> one instanceof Selection.Table named
                                && named.table().equals(table.name())))
                .collect(Collectors.toSet());
        for (Selection selection : task.objects()) {
            if (selection instanceof Selection.Table table && !found.contains(selection)) {
                problems.add("objects: %s is no permanent table of database '%s': correct the name, or take it out"
                        .formatted(table.table().label(), task.source().database()));
            } else if (selection instanceof Selection.Schema schema
                    && !session.holds("EXISTS (SELECT FROM pg_namespace WHERE nspname = ?)", schema.name())) {
                problems.add("objects: schema %s does not exist in database '%s': correct the name, or take it out"
                        .formatted(schema.name(), task.source().database()));
            }
        }
        if (record.publication() && record.made() == null) {
            problems.add(
                    "publication %s is there, and neither prepare nor the job made it, so it is not touched: give the task another name, or if nobody needs it run %s;"
                            .formatted(task.publicationName(), new Publication(task).dropStatement()));
        }
        if (!problems.isEmpty()) {
            throw new RefusedException(problems);
        }
    }

    /** Those that are asked for, and those back that are not any more. */
    private static List<Step> identitySteps(Session session, TaskFile task, List<SourceTable> all, MadeInSource made)
            throws SQLException {
        List<Step> steps = new ArrayList<>();
        Set<Long> asked = new HashSet<>();
        for (SourceTable table : SourceTable.withFullIdentity(all, task)) {
            asked.add(table.oid());
            if (!table.identity().equals("f")) {
                steps.add(Step.making(
                        new FullIdentity(table.oid(), table.identity(), table.identityIndex()),
                        table.name().label() + " tells whole rows before a change",
                        "ALTER TABLE %s REPLICA IDENTITY FULL"
                                .formatted(table.name().quoted())));
            }
        }
        Undo undo = new Undo(session, task);
        for (FullIdentity identity : made.all(FullIdentity.class).toList()) {
            if (!asked.contains(identity.table())) {
                steps.add(undo.identity(identity));
            }
        }
        return steps;
    }

    private static List<Step> publicationSteps(Session session, TaskFile task, Recorded record) throws SQLException {
        Publication wanted = new Publication(task);
        String name = task.publicationName();
        OwnPublication to = new OwnPublication(wanted.createStatement());
        List<Step> steps = new ArrayList<>();
        if (!record.publication()) {
            steps.add(Step.making(to, "publication " + name, to.as()));
            return steps;
        }
        Published now = Published.of(session, name);
        List<String> differences = new ArrayList<>(now.differencesTo(Published.wanted(task)));
        List<Thing> before =
                record.things().all(OwnPublication.class).map(Thing.class::cast).toList();
        if (differences.isEmpty() && !before.contains(to)) {
            differences.add("what the task file says now");
        }
        if (!differences.isEmpty()) {
            List<String> statements = now.statementsTo(wanted, task);
            steps.add(new Step(
                    "publication %s sends: %s".formatted(name, String.join(", ", differences)),
                    Step.plain(statements.toArray(String[]::new)),
                    List.of(to),
                    before));
        }
        return steps;
    }

    private static @Nullable String slot(Session session, TaskFile task, MadeInSource made, List<String> notes)
            throws SQLException {
        String name = task.slotName();
        List<List<String>> slot = session.rows(
                "SELECT plugin, database = current_database() FROM pg_replication_slots WHERE slot_name = ?", name);
        if (slot.isEmpty()) {
            return "SELECT lsn FROM pg_create_logical_replication_slot(%s, 'pgoutput'%s)"
                    .formatted(SqlNames.literal(name), session.version() >= WITH_FAILOVER ? ", failover => true" : "");
        }
        if (!slot.get(0).equals(List.of("pgoutput", "t"))) {
            throw new RefusedException(
                    "slot %s is there, of plugin '%s' or another database than '%s': give the task another name, or if nobody needs that slot run SELECT pg_drop_replication_slot(%s);"
                            .formatted(name, slot.get(0).get(0), task.source().database(), SqlNames.literal(name)));
        }
        if (made.all(Slot.class).findAny().isEmpty()) {
            notes.add("slot %s is there already and not of prepare's making: it is used as it is, and release leaves it"
                    .formatted(name));
        }
        return null;
    }
}
