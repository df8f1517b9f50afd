package io.tidemark.task;

import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.nodes.Node;

/** Reads a task file from top to bottom, noting every problem on the way. */
final class TaskFileReader {

    /** Goes on in the place of what is wrong, so that the rest is still read; never handed out. */
    private static final TaskFile NONE = new TaskFile(
            "none",
            SourceReader.NONE,
            List.of(),
            Capture.DEFAULT,
            Normalise.DEFAULT,
            null,
            Guard.DEFAULT,
            Retry.DEFAULT,
            SinkReader.NONE);

    private final Path file;
    private final Problems problems = new Problems();
    private final References references;

    private TaskFileReader(Path file, References references) {
        this.file = file;
        this.references = references;
    }

    /** What the file points to must be there. */
    static TaskFileReader of(Path file, Map<String, String> environment) {
        return new TaskFileReader(file, new ReferencesThatHold(folder(file), environment));
    }

    /** What the file points to is not looked at. */
    static TaskFileReader asWritten(Path file) {
        return new TaskFileReader(file, new ReferencesAsWritten(folder(file)));
    }

    private static Path folder(Path file) {
        return file.toAbsolutePath().resolve("..").normalize();
    }

    TaskFile read() {
        Node root = YamlDocument.read(file, problems);
        if (root == null) {
            throw failure();
        }
        TaskFile task = new Value(problems, "", root.getStartMark().getLine() + 1, root).section(this::task, NONE);
        if (problems.count() > 0) {
            throw failure();
        }
        return task;
    }

    private TaskFile task(Section root) {
        String name = root.requiredText("task", TaskFile::checkName, NONE.task());
        Source source = root.requiredSection("source", new SourceReader(references)::read, NONE.source());
        List<Selection> objects = SelectionReader.read(root.list("objects"));
        Capture capture = root.section("capture", TaskFileReader::capture, Capture.DEFAULT);
        Normalise normalise = root.section("normalise", TaskFileReader::normalise, Normalise.DEFAULT);
        FunctionsReader functions =
                new FunctionsReader(references, normalise.columns().keySet());
        return new TaskFile(
                name,
                source,
                objects,
                capture,
                normalise,
                root.optionalSection("functions", functions::read),
                root.section("guard", TaskFileReader::guard, Guard.DEFAULT),
                root.section("retry", TaskFileReader::retry, Retry.DEFAULT),
                root.requiredSection("sink", new SinkReader(references)::read, NONE.sink()));
    }

    private static Capture capture(Section section) {
        return new Capture(
                section.text("rows", Scalars::truth, Capture.DEFAULT.rows()),
                section.text("ddl", Scalars::truth, Capture.DEFAULT.ddl()));
    }

    private static Normalise normalise(Section section) {
        return new Normalise(
                section.text(
                        "float-digits",
                        text -> Scalars.number(text, 0, Normalise.MAX_FLOAT_DIGITS),
                        Normalise.DEFAULT.floatDigits()),
                section.text("double-digits", TaskFileReader::doubleDigits, Normalise.DEFAULT.doubleDigits()),
                section.text("zone", TaskFileReader::zone, Normalise.DEFAULT.zone()),
                section.section("columns", TaskFileReader::columns, Map.of()));
    }

    private static Map<ColumnName, Integer> columns(Section section) {
        Map<ColumnName, Integer> columns = new LinkedHashMap<>();
        section.all().forEach((name, value) -> {
            int digits = value.section(TaskFileReader::digits, 0);
            try {
                if (columns.put(ColumnName.parse(name), digits) != null) {
                    value.problem("is the same column as another key");
                }
            } catch (IllegalArgumentException wrong) {
                value.problem(String.valueOf(wrong.getMessage()));
            }
        });
        return columns;
    }

    private static int digits(Section section) {
        return section.requiredText("digits", TaskFileReader::doubleDigits, 0);
    }

    private static int doubleDigits(String text) {
        return Scalars.number(text, 0, Normalise.MAX_DOUBLE_DIGITS);
    }

    private static ZoneId zone(String text) {
        try {
            return ZoneId.of(text);
        } catch (DateTimeException unknown) {
            throw new IllegalArgumentException(
                    "must be an offset such as +08:00 or a zone such as Asia/Shanghai, but was '" + text + "'");
        }
    }

    private static Guard guard(Section section) {
        return new Guard(
                section.text("row-limit", Units::bytes, Guard.DEFAULT.rowLimit()),
                section.text("record-limit", Units::bytes, Guard.DEFAULT.recordLimit()),
                section.text(
                        "oversized", text -> Choice.parse(Guard.Oversized.class, text), Guard.DEFAULT.oversized()));
    }

    private static Retry retry(Section section) {
        return new Retry(
                section.text("connection", TaskFileReader::connectionWindow, Retry.DEFAULT.connection()),
                section.text("other", TaskFileReader::otherWindow, Retry.DEFAULT.other()));
    }

    private static Duration connectionWindow(String text) {
        return Retry.checkConnection(Units.duration(text));
    }

    private static Duration otherWindow(String text) {
        return Retry.checkOther(Units.duration(text));
    }

    private TaskFileException failure() {
        return new TaskFileException(String.valueOf(file.getFileName()), problems.inOrder());
    }
}
