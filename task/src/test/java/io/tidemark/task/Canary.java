package io.tidemark.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** A secret that nothing else looks like: where it turns up, a secret leaks. */
final class Canary {

    static final String SECRET = "canary-7f3a9c";

    private Canary() {}

    static void assertNotIn(String text) {
        assertThat(text).doesNotContain(SECRET);
    }

    /** Not in a message, nor in one of a cause, nor in what loggers print of it. */
    static void assertNotIn(Throwable failure) {
        StringWriter printed = new StringWriter();
        failure.printStackTrace(new PrintWriter(printed));
        assertNotIn(printed.toString());
    }

    static void assertNotInBytesOf(Object object) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new ObjectOutputStream(bytes).writeObject(object);
        assertNotIn(bytes.toString(StandardCharsets.ISO_8859_1));
    }

    /** What the driver logs at its most talkative; stops listening when closed. */
    static final class DriverLog extends Handler implements AutoCloseable {

        private final Logger logger = Logger.getLogger("org.postgresql");
        private final List<String> lines = Collections.synchronizedList(new ArrayList<>());

        DriverLog() {
            setLevel(Level.ALL);
            logger.setLevel(Level.ALL);
            logger.addHandler(this);
        }

        List<String> lines() {
            return List.copyOf(lines);
        }

        @Override
        public void publish(LogRecord record) {
            lines.add(new SimpleFormatter().format(record));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {
            logger.removeHandler(this);
            logger.setLevel(null);
        }
    }
}
