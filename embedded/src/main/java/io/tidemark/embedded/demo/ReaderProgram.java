package io.tidemark.embedded.demo;

import io.tidemark.embedded.server.Installation;
import io.tidemark.embedded.server.Leashed;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How a command of the reader is started: as a process of its own that Ctrl-C on the terminal does not reach. */
enum ReaderProgram {
    CONSUME("ConsumeCommand"),
    GROUPS("GroupsCommand");

    private final String mainClass;

    ReaderProgram(String mainClass) {
        this.mainClass = "io.tidemark.reader." + mainClass;
    }

    /** It ends with this JVM at the latest, as long as nobody closes its standard input. */
    ProcessBuilder with(List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                "sh",
                "-c",
                "trap '' INT; exec \"$@\"",
                "sh",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                "-Dorg.slf4j.simpleLogger.log.org.apache.kafka=off",
                "-cp",
                classPath(Installation.find().root().resolve("reader").resolve("target")),
                Leashed.class.getName(),
                mainClass));
        command.addAll(arguments);
        return new ProcessBuilder(command);
    }

    /** The reader's own class path, which its build wrote down, and the leash of this module. */
    private static String classPath(Path target) throws IOException {
        Path dependencies = target.resolve("classpath");
        if (!Files.exists(dependencies)) {
            throw new DemoException("'" + dependencies + "' is missing: build it with 'mvn -DskipTests package'");
        }
        String leash = Path.of(Leashed.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .getPath())
                .toString();
        return String.join(
                File.pathSeparator,
                target.resolve("classes").toString(),
                Files.readString(dependencies).strip(),
                leash);
    }
}
