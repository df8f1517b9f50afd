package io.tidemark.reader;

import static io.tidemark.reader.SinkDirectory.bucket;
import static io.tidemark.reader.SinkDirectory.change;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class GroupsCommandTest {

    private static final long TIME = 1_793_534_400_000L; // 2026-11-01T12:00:00Z
    private static final String KEPT =
            "0001-0000000000000000001 (from 2026-11-01T12:00:01Z, 0/197A1C0#1) to 0001-0000000000000000002"
                    + " (to 2026-11-01T12:00:05Z, 0/197A1C0#5)";

    private final Path directory;
    private final SinkDirectory sink;
    private final String task;
    private final PrintedGroups groups;
    private final StringWriter err = new StringWriter();
    private final StringWriter out = new StringWriter();

    GroupsCommandTest(@TempDir Path folder) throws IOException {
        this.directory = Files.createDirectories(folder.resolve("sink"));
        this.sink = new SinkDirectory(directory);
        this.groups = new PrintedGroups(directory);
        this.task = FilesTask.write(folder, directory).toString();
    }

    @Test
    void listsAllGroupsWithHowFarTheyAre() throws IOException {
        fill();
        groups.consume("read-all");
        execute("create", "at-3", "--from", "0/197A1C0#3");
        execute("create", "new");
        printed();

        try (FileGroup held = groups.open("read-all")) {
            assertThat(held.store().load()).isNotNull();
            assertThat(execute("list")).isZero();
        }

        assertThat(printed()).isEqualTo("""
                kept: %s
                GROUP     CHECKPOINT            DELAY  UNCONSUMED  READER
                at-3      -                     2 s    3           none
                new       -                     4 s    5           none
                read-all  2026-11-01T12:00:05Z  0 s    0           %s
                """.formatted(KEPT, Holder.self()));
        assertThat(err).hasToString("");
    }

    @Test
    void listsAndDescribesWhereNothingIsThereYet() {
        assertThat(execute("list")).isZero();
        assertThat(printed()).isEqualTo("kept: nothing yet\nGROUP  CHECKPOINT  DELAY  UNCONSUMED  READER\n");
        assertThat(directory.resolve("groups")).as("a look changes nothing").doesNotExist();

        assertThat(execute("create", "a")).isZero();
        assertThat(printed()).isEqualTo("group 'a' begins at the oldest record that is kept\n");

        assertThat(execute("describe", "a")).isZero();
        assertThat(printed()).isEqualTo("""
                group:      a
                checkpoint: -
                delay:      0 s
                unconsumed: 0
                reader:     none
                goes on at: the oldest record that is kept
                kept:       nothing yet
                """);
    }

    @Test
    void describesAGroupThatHasReadAPart() throws IOException {
        Part first = sink.finish(bucket(1), 0, line(1), line(2), line(3));
        groups.consume("a");
        sink.finish(bucket(2), 0, line(4), line(5));

        assertThat(execute("describe", "a")).isZero();

        assertThat(printed()).isEqualTo("""
                group:      a
                checkpoint: 2026-11-01T12:00:03Z
                delay:      2 s
                unconsumed: 2
                reader:     none
                goes on at: %s, byte %d (after position 0/197A1C0#3, committed 2026-11-01T12:00:03Z)
                kept:       %s
                """.formatted(first, Files.size(sink.file(first)), KEPT));
    }

    @Test
    void tellsOfAGroupThatCannotGoOnAndOfTheOthersToo() throws IOException {
        sink.finish(bucket(1), 0, line(1));
        groups.consume("behind");
        execute("create", "damaged");
        Path damaged = directory.resolve("groups/damaged.json");
        Files.writeString(damaged, "{}");
        fill();
        sink.finish(bucket(3), 0, line(6));
        sink.keepFrom(bucket(3));
        execute("create", "fine");
        printed();

        assertThat(execute("list")).isEqualTo(1);

        assertThat(printed()).endsWith("""
                GROUP    CHECKPOINT            DELAY  UNCONSUMED  READER
                behind   2026-11-01T12:00:01Z  -      -           none
                damaged  -                     -      -           none
                fine     -                     0 s    1           none
                """);
        assertThat(err.toString().lines())
                .containsExactly(
                        "group 'behind' cannot go on: the retention removed the buckets before"
                                + " 0001-0000000000000000003, and with them 0001-0000000000000000001, which was not known to be"
                                + " read to its end",
                        ("group 'damaged' cannot go on: the position of group 'damaged' cannot be read from '%s': its"
                                        + " 'version' should be 1, but is missing. Say where the group goes on: --from earliest,"
                                        + " --from latest or --from TIME")
                                .formatted(damaged));
    }

    @ParameterizedTest
    @CsvSource({
        "earliest, 5", // as it is without --to
        "latest, 0",
        "2026-11-01T12:00:02.5Z, 3",
        "0/197A1C0, 5",
        "0/197A1C0#5, 1",
    })
    void resetsAGroup(String start, int unconsumed) throws IOException {
        fill();
        groups.consume("a");

        assertThat(execute("reset", "a", "--to", start)).as(err.toString()).isZero();

        assertThat(printed()).startsWith("group 'a' goes on at 0001-");
        execute("describe", "a");
        assertThat(printed()).contains("\nunconsumed: " + unconsumed + "\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"reset a --to", "create b --from"})
    void refusesAStartOutsideOfWhatIsKeptAndShowsIt(String command) throws IOException {
        fill();
        groups.consume("a");

        assertThat(execute((command + " 2025-01-01T00:00:00Z").split(" "))).isEqualTo(1);

        assertThat(err)
                .hasToString("2025-01-01T00:00:00Z is before all that is kept. Kept is " + KEPT
                        + ". To begin with the oldest record of it: earliest\n");
        execute("list");
        assertThat(printed()).doesNotContain("b  ").contains("a      2026-11-01T12:00:05Z");
    }

    @Test
    void deletesAGroupWhichIsThenNewAgain() throws IOException {
        fill();
        groups.consume("a");

        assertThat(execute("delete", "a")).isZero();

        assertThat(printed()).isEqualTo("group 'a' is deleted\n");
        assertThat(execute("describe", "a")).isEqualTo(1);
        assertThat(err).hasToString("there is no group 'a'; there is none at all\n");
        execute("create", "a");
        execute("describe", "a");
        assertThat(printed()).contains("\nunconsumed: 5\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"reset a --to earliest", "delete a", "create a"})
    void leavesAGroupAloneThatIsBeingRead(String command) throws IOException {
        fill();
        groups.consume("a");
        Path position = directory.resolve("groups/a.json");
        byte[] before = Files.readAllBytes(position);

        try (FileGroup held = groups.open("a")) {
            assertThat(held.store().load()).isNotNull();
            assertThat(execute(command.split(" "))).isEqualTo(1);
        }

        assertThat(err)
                .hasToString("group 'a' is read by " + Holder.self()
                        + ", and is left as it is: end that consumer first, and all that wait to take over\n");
        assertThat(position).hasBinaryContent(before);
    }

    @Test
    void refusesToCreateWhatIsThere() throws IOException {
        fill();
        groups.consume("a");

        assertThat(execute("create", "a")).isEqualTo(1);

        assertThat(err).hasToString("there is a group 'a' already. To move it: groups TASK.yaml reset a --to START\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"describe x", "reset x --to latest", "delete x"})
    void namesTheGroupsThatThereAreWhereThereIsNoSuch(String command) {
        execute("create", "a");
        execute("create", "b");

        assertThat(execute(command.split(" "))).isEqualTo(1);

        assertThat(err).hasToString("there is no group 'x'; there are [a, b]\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''| Missing required subcommand",
                "drop a| Unmatched arguments from index 1: 'drop', 'a'",
                "describe| Missing required parameter: 'NAME'",
                "describe .a| Invalid value for positional parameter at index 0 (NAME): must be 1 to 128 of A-Z, a-z, 0-9,"
                        + " '.', '_' and '-', and not begin with '.', but was '.a'",
                "reset a| Missing required option: '--to=START'",
                "reset a --to now| Invalid value for option '--to': must be 'earliest', 'latest', a time with its offset,"
                        + " like 2026-11-01T12:00:00Z or 2026-11-01T20:00:00+08:00, or an LSN, like 0/197A1C0, but was 'now'",
            })
    void refusesWrongUsage(String arguments, String problem) {
        assertThat(arguments.isEmpty() ? execute() : execute(arguments.split(" ")))
                .isEqualTo(2);
        assertThat(err.toString().lines()).first().isEqualTo(problem);
    }

    @Test
    void failsWhereTheDirectoryIsMissing() throws IOException {
        Files.delete(directory);

        assertThat(execute("list")).isEqualTo(1);

        assertThat(err.toString()).startsWith("the sink's directory '" + directory + "' does not exist");
    }

    @ParameterizedTest
    @ValueSource(strings = {"list --help", "create --help", "describe --help", "reset --help", "delete -h"})
    void showsTheHelpOfEachCommand(String arguments) {
        assertThat(execute(arguments.split(" "))).isZero();
        assertThat(printed())
                .startsWith("Usage: tidemark groups TASK.yaml " + arguments.substring(0, arguments.indexOf(' ')));
    }

    @Test
    void showsItsHelpWithoutATask() {
        CommandLine command = GroupsCommand.commandLine().setOut(new PrintWriter(out, true));

        assertThat(command.execute("--help")).isZero();

        assertThat(printed()).contains("list", "create", "describe", "reset", "delete", "Exit codes:");
    }

    private void fill() throws IOException {
        sink.finish(bucket(1), 0, line(1), line(2), line(3));
        sink.finish(bucket(2), 0, line(4), line(5));
    }

    private int execute(String... arguments) {
        String[] all = new String[arguments.length + 1];
        all[0] = task;
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return GroupsCommand.commandLine()
                .setErr(new PrintWriter(err, true))
                .setOut(new PrintWriter(out, true))
                .execute(all);
    }

    private String printed() {
        String text = out.toString();
        out.getBuffer().setLength(0);
        return text;
    }

    private static String line(long number) {
        return change(number, TIME + 1000 * number);
    }
}
