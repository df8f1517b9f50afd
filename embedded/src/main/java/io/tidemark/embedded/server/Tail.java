package io.tidemark.embedded.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The last lines of a log: where the reason stands. */
final class Tail {

    private static final int LINES = 8;

    private Tail() {}

    static String of(String text) {
        List<String> lines = text.lines().toList();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - LINES), lines.size()));
    }

    /** The end of a file, or nothing when it cannot be read: this only ever adds to another message. */
    static String of(Path file) {
        try {
            return of(new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
        } catch (IOException e) {
            return "";
        }
    }
}
