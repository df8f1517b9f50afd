package io.tidemark.job.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/** A program of docs/examples, compiled against nothing but what it says that it needs, and run as a process in a folder of its own. */
final class ExampleProgram {

    private static final Path EXAMPLES = Path.of("..", "docs", "examples").toAbsolutePath();

    private final String name;
    private final String classPath;

    /** @param source below {@code docs/examples}; the class has the file's name */
    ExampleProgram(Path source, String libraries, Path classes) {
        this.name = source.getFileName().toString().replace(".java", "");
        this.classPath = classes + File.pathSeparator + libraries;
        compile(EXAMPLES.resolve(source), libraries, classes);
    }

    /** Compiles one file as strictly as our own code is. */
    static void compile(Path source, String libraries, Path classes) {
        int exit = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "-Xlint:all,-path,-classfile",
                        "-Werror",
                        "-proc:none",
                        "-cp",
                        libraries,
                        "-d",
                        classes.toString(),
                        source.toString());
        assertThat(exit).isZero();
    }

    /** A class path of all jars in a folder. */
    static String jarsIn(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(Path::toAbsolutePath).map(Path::toString).collect(Collectors.joining(File.pathSeparator));
        }
    }

    Running start(Path folder, Map<String, String> environment, String... arguments) throws IOException {
        Files.createDirectories(folder);
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:TieredStopAtLevel=1",
                "-Dfile.encoding=UTF-8",
                "-Dstdout.encoding=UTF-8",
                "--add-exports=java.base/sun.util.calendar=ALL-UNNAMED",
                "-cp",
                classPath,
                name));
        command.addAll(List.of(arguments));
        Path output = Files.createTempFile(folder, name, ".out");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectError(Files.createTempFile(folder, name, ".err").toFile())
                .redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        return new Running(builder.start(), output);
    }

    /** A program that runs, until it is closed as by {@code kill -9}. */
    record Running(Process process, Path output) implements AutoCloseable {

        /** What it printed so far, whole lines. */
        List<String> lines() {
            try {
                String text = Files.readString(output);
                return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
            } catch (IOException e) {
                throw new AssertionError("reading " + output, e);
            }
        }

        @Override
        public void close() {
            process.destroyForcibly().onExit().join();
        }
    }
}
