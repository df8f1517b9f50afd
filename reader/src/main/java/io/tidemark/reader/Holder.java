package io.tidemark.reader;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Who reads a group, as it says itself in the group's lock file.
 *
 * @param process its number, 0 if it has not come to saying so
 */
record Holder(long process, String host) {

    private static final Holder UNKNOWN = new Holder(0, "");

    static Holder self() {
        return new Holder(ProcessHandle.current().pid(), thisHost());
    }

    /** Reads what {@link #bytes} gives. */
    static Holder of(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8).strip();
        int space = text.indexOf(' ');
        long process = Digits.parse(text, 0, Math.max(0, space));
        return process == Digits.NONE ? UNKNOWN : new Holder(process, text.substring(space + 1));
    }

    byte[] bytes() {
        return "%d %s\n".formatted(process, host).getBytes(StandardCharsets.UTF_8);
    }

    /** For people: {@code process 4711 on db1}. */
    @Override
    public String toString() {
        return equals(UNKNOWN) ? "another process" : "process %d on %s".formatted(process, host);
    }

    /** The kernel's own name for it: to ask the network would take time, and may fail. */
    private static String thisHost() {
        try {
            return Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
        } catch (IOException e) {
            return "this host";
        }
    }
}
