package io.tidemark.embedded.run;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Properties;

/**
 * How other commands reach a task that runs.
 *
 * @param restPort of its JobManager, on 127.0.0.1
 * @param jobId Flink's
 */
record RunningTask(long pid, int restPort, String jobId) {

    void write(Path file) {
        Properties properties = new Properties();
        properties.setProperty("pid", Long.toString(pid));
        properties.setProperty("rest-port", Integer.toString(restPort));
        properties.setProperty("job", jobId);
        Path unfinished = file.resolveSibling(file.getFileName() + ".tmp");
        try (Writer out = Files.newBufferedWriter(unfinished)) {
            properties.store(out, null);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write '" + unfinished + "'", e);
        }
        replace(unfinished, file);
    }

    static RunningTask read(Path file) {
        Properties properties = new Properties();
        try (Reader in = Files.newBufferedReader(file)) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read '" + file + "'", e);
        }
        return new RunningTask(
                Long.parseLong(properties.getProperty("pid")),
                Integer.parseInt(properties.getProperty("rest-port")),
                properties.getProperty("job"));
    }

    private static void replace(Path unfinished, Path file) {
        try {
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write '" + file + "'", e);
        }
    }
}
