package io.tidemark.embedded.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.embedded.server.Installation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LauncherTest {

    private static final Path ROOT = Installation.find().root();
    private static final Path LAUNCHER = ROOT.resolve("tidemark");
    private static final Pattern VERB = Pattern.compile("(?m)^    (\\w+)\\) start ([\\w-]+) ([\\w.]+) ");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path elsewhere;

    @Test
    void helpNamesEveryVerb() throws Exception {
        Ended help = run(Map.of(), "help");

        assertThat(help.exitCode()).isEqualTo(0);
        assertThat(verbs()).isNotEmpty().allSatisfy(verb -> assertThat(help.output())
                .containsPattern("(?m)^  " + verb.group(1) + " +\\w"));
        assertThat(run(Map.of())).isEqualTo(help);
        assertThat(run(Map.of(), "--help")).isEqualTo(help);
    }

    @Test
    void everyVerbHasItsClass() throws IOException {
        assertThat(verbs()).allSatisfy(verb -> assertThat(ROOT.resolve(verb.group(2))
                        .resolve("src/main/java")
                        .resolve(verb.group(3).replace('.', '/') + ".java"))
                .exists());
    }

    @Test
    void anUnknownVerbIsWrongUsage() throws Exception {
        Ended ended = run(Map.of(), "rum", "shop.yaml");

        assertThat(ended.exitCode()).isEqualTo(2);
        assertThat(ended.output()).startsWith("tidemark: there is no verb 'rum'\n\nusage: tidemark VERB");
    }

    @Test
    void saysWhatIsMissing() throws Exception {
        assertThat(run(Map.of("JAVA_HOME", "/nowhere"), "run"))
                .isEqualTo(new Ended(1, "tidemark: JAVA_HOME is '/nowhere', but there is no bin/java in it\n"));
    }

    @Test
    void refusesAnOlderJava() throws Exception {
        Path java = Files.createDirectories(elsewhere.resolve("jdk/bin")).resolve("java");
        Files.writeString(java, "#!/bin/sh\necho '    java.specification.version = 11' >&2\n");
        assertThat(java.toFile().setExecutable(true)).isTrue();

        assertThat(run(Map.of("JAVA_HOME", elsewhere.resolve("jdk").toString()), "run"))
                .isEqualTo(new Ended(1, "tidemark: Java 17 or later is needed, but '" + java + "' is 11\n"));
    }

    private record Ended(int exitCode, String output) {}

    private Ended run(Map<String, String> environment, String... arguments) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(LAUNCHER.toString());
        builder.command().addAll(List.of(arguments));
        builder.directory(elsewhere.toFile()).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), output);
    }

    private static List<MatchResult> verbs() throws IOException {
        return VERB.matcher(Files.readString(LAUNCHER)).results().toList();
    }
}
