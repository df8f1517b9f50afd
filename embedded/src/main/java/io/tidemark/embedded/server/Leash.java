package io.tidemark.embedded.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs a command when this JVM has gone, however it went: a shell waits for the end of its standard input, which the
 * kernel closes with us. For servers that leave their parent, as {@code pg_ctl} does; JVMs have {@link Leashed}.
 */
final class Leash implements AutoCloseable {

    /** Whoever kills the parent's whole group of processes, as terminals and build servers do, must not hit the leash. */
    private static final String IN_A_SESSION_OF_ITS_OWN =
            "if command -v setsid >/dev/null; then exec setsid \"$@\"; else exec \"$@\"; fi";

    /** INT is for the command in the foreground, which may want to use its servers for a moment longer. */
    private static final String AT_THE_END_OF_INPUT = "trap '' INT TERM HUP; cat >/dev/null; exec \"$@\"";

    private final Process shell;

    private Leash(Process shell) {
        this.shell = shell;
    }

    static Leash onEndRun(List<String> command) {
        List<String> whole = new ArrayList<>(List.of("sh", "-c", IN_A_SESSION_OF_ITS_OWN, "sh"));
        whole.addAll(List.of("sh", "-c", AT_THE_END_OF_INPUT, "sh"));
        whole.addAll(command);
        try {
            return new Leash(new ProcessBuilder(whole)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start a shell", e);
        }
    }

    /** Lets go: the command will not be run any more. */
    @Override
    public void close() {
        shell.destroyForcibly();
        try {
            shell.waitFor();
            shell.getOutputStream().close();
        } catch (IOException alreadyClosed) {
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
