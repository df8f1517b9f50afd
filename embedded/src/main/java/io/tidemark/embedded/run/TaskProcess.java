package io.tidemark.embedded.run;

import io.tidemark.embedded.server.ChildJvm;
import io.tidemark.embedded.server.Installation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * {@code tidemark run} as a process of its own, for whoever wants to do to it what happens to such processes: the demo and
 * the tests. It ends with this JVM at the latest.
 */
public final class TaskProcess implements AutoCloseable {

    private final ChildJvm process;

    private TaskProcess(ChildJvm process) {
        this.process = process;
    }

    /**
     * Starts it.
     *
     * @param logs an existing folder; takes {@code run.out}, where the command writes what it says
     * @param options of the command: {@code --fresh} and so on
     * @param environment variables beside those of this process, such as the source's password
     */
    public static TaskProcess start(Path taskFile, Path logs, List<String> options, Map<String, String> environment) {
        List<String> arguments = new ArrayList<>(List.of(taskFile.toString()));
        arguments.addAll(options);
        ChildJvm.Program program = new ChildJvm.Program(
                "run",
                List.of("-Dtidemark.home=" + Installation.find().root(), "-Xmx256m"),
                System.getProperty("java.class.path"),
                RunCommand.class.getName(),
                arguments,
                environment);
        return new TaskProcess(ChildJvm.start(program, logs));
    }

    /** The file with all that the command said so far. */
    public Path output() {
        return process.output();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Waits for the command's end and returns its exit code. */
    public int waitFor() {
        return process.waitFor();
    }

    /** {@code kill -9} of the command; Flink's processes end with it. */
    public void kill() {
        process.kill();
    }

    /** As SIGTERM does; the next run resumes from the last checkpoint. */
    @Override
    public void close() {
        process.terminate();
        process.waitFor();
    }
}
