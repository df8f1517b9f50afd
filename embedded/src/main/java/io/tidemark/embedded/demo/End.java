package io.tidemark.embedded.demo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The last lines that a process wrote. */
final class End {

    private static final int LINES = 12;

    private End() {}

    /** The last line that is not empty, if there is one. */
    static String lineOf(Path file) {
        return of(file).lines().filter(line -> !line.isBlank()).reduce("", (first, second) -> second);
    }

    /** Nothing if the file cannot be read: this only ever adds to another message. */
    static String of(Path file) {
        try {
            List<String> lines = new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            return String.join("\n", lines.subList(Math.max(0, lines.size() - LINES), lines.size()));
        } catch (IOException e) {
            return "";
        }
    }
}
