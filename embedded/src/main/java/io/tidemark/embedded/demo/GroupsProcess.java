package io.tidemark.embedded.demo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** {@code tidemark groups} as a process of its own. */
final class GroupsProcess {

    private GroupsProcess() {}

    /**
     * Runs it, and gives what it printed.
     *
     * @throws DemoException if it failed
     */
    static String run(List<String> arguments) throws IOException, InterruptedException {
        Process process =
                ReaderProgram.GROUPS.with(arguments).redirectErrorStream(true).start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).stripTrailing();
        if (process.waitFor() != 0) {
            throw new DemoException("tidemark groups has failed:\n" + printed);
        }
        return printed;
    }
}
