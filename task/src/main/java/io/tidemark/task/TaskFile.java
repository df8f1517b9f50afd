package io.tidemark.task;

import java.io.Serializable;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A task as its YAML file describes it, complete and checked: what the job graph carries. It holds references to secrets,
 * never a secret.
 *
 * @param task the task's name, of which the names in the source and on this machine are made
 * @param objects what is tracked; empty for the whole database, later tables included
 * @param functions {@code null} if no column goes through a function of the user's own
 */
public record TaskFile(
        String task,
        Source source,
        List<Selection> objects,
        Capture capture,
        Normalise normalise,
        @Nullable Functions functions,
        Guard guard,
        Retry retry,
        Sink sink)
        implements Serializable {

    /**
     * What the names of a task's slot and publication begin with, before the task's own: DTS's prefix, by which its operators
     * know a slot that they may purge.
     */
    public static final String PREFIX = "dts_sync_";

    /** What a slot name may hold; with the prefix it fills PostgreSQL's 63 bytes. */
    private static final Pattern NAME = Pattern.compile("[a-z0-9_]{1,54}");

    public TaskFile {
        checkName(task);
        objects = List.copyOf(objects);
    }

    /**
     * Reads and checks a task file, secrets included: each one must be there, though none is kept.
     *
     * @throws TaskFileException with all the problems of the file at once
     */
    public static TaskFile read(Path file) {
        return read(file, System.getenv());
    }

    /** As {@link #read(Path)}, with other environment variables than those of this process. */
    public static TaskFile read(Path file, Map<String, String> environment) {
        return TaskFileReader.of(file, environment).read();
    }

    /**
     * As {@link #read(Path)}, on a machine that does not connect to what the file names: neither secrets nor the files of
     * TLS need be there, though the references to them must be well written. Revealing a secret that is not there throws.
     */
    public static TaskFile readWithoutSecrets(Path file) {
        return TaskFileReader.asWritten(file).read();
    }

    /** The replication slot of this task. */
    public String slotName() {
        return PREFIX + task;
    }

    /** The publication of this task: the same text as the slot's. */
    public String publicationName() {
        return PREFIX + task;
    }

    static String checkName(String task) {
        if (!NAME.matcher(task).matches()) {
            throw new IllegalArgumentException(
                    "must be 1 to 54 of the characters a-z, 0-9 and _, as it becomes part of a slot's name, but was '"
                            + task + "'");
        }
        return task;
    }
}
