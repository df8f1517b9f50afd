package io.tidemark.job.functions;

import static io.tidemark.job.SomeChanges.ORDERS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.tidemark.job.source.RefusedException;
import io.tidemark.task.ColumnName;
import io.tidemark.task.Functions;
import io.tidemark.task.Functions.Application;
import io.tidemark.task.SecretText;
import io.tidemark.udf.custom.CustomFunction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is refused before a job with functions starts. */
class FunctionChecksTest {

    private static final String SERVICES = "META-INF/services/" + CustomFunction.class.getName();
    private static final String CLASS = SomeFunctions.class.getName() + '$';

    @TempDir
    private Path directory;

    @Test
    void aJarWithWhatTheTaskAsksForPasses() {
        Path jar = jar(SomeFunctions.Mask.class, SomeFunctions.Describe.class);

        assertThatCode(() -> check(jar, true, apply("mask", Map.of("keep", "4"), "public.orders.note")))
                .doesNotThrowAnyException();
    }

    @Test
    void allProblemsAreToldAtOnce() {
        Path jar = jar(SomeFunctions.Mask.class, SomeFunctions.Fail.class, SomeFunctions.Nothing.class);

        assertThatThrownBy(() -> check(
                        jar,
                        true,
                        apply("maks", Map.of(), "public.orders.note"),
                        apply("mask", Map.of(), "public.orders.notes", "other.orders.note", "public.orders.price"),
                        apply("mask", Map.of("keep", "hunter2"), "public.orders.note"),
                        apply("fail", Map.of("key", "${env:NOT_THERE}"), "public.orders.weight"),
                        apply("nothing", Map.of(), "public.orders.opens")))
                .isInstanceOf(RefusedException.class)
                .hasMessage("""
                        functions.apply: 'maks' is no function of '%1$s', which has: fail, mask, nothing
                        functions.apply: column public.orders.notes of function 'mask' is not published, so that its values would not be changed: correct the name; or, if it is still to be made, say optional: true
                        functions.apply: column other.orders.note of function 'mask' is not published, so that its values would not be changed: correct the name; or, if it is still to be made, say optional: true
                        functions.apply: function 'mask' for public.orders.price: the column must be a text, but its type has OID 701
                        functions.apply: function 'mask' for public.orders.note threw java.lang.NumberFormatException when it was opened
                        functions.apply: function 'fail' for public.orders.weight: the environment variable 'NOT_THERE' is not set
                        functions.apply: function 'nothing' for public.orders.opens gave no converter when it was opened""".formatted(jar));
    }

    @Test
    void aColumnMayComeLaterIfTheTaskSaysSo() {
        Path jar = jar(SomeFunctions.Mask.class);
        Application optional = new Application("mask", columns("public.later.note"), Map.of(), true);

        assertThatCode(() -> check(jar, true, optional)).doesNotThrowAnyException();
    }

    /** The log that it has still to read may hold rows with a column that was dropped while it was down. */
    @Test
    void aTaskThatResumesKeepsTheFunctionOfAColumnThatIsGone() {
        Path jar = jar(SomeFunctions.Mask.class);

        assertThatCode(() -> check(jar, false, apply("mask", Map.of(), "public.orders.gone")))
                .doesNotThrowAnyException();
    }

    static Stream<Arguments> badJars() {
        return Stream.of(
                arguments(
                        "",
                        List.of(),
                        "a jar is expected that names its functions in " + SERVICES + ", but this does not"),
                arguments(
                        CLASS + "Absent",
                        List.of(),
                        CustomFunction.class.getName() + ": Provider " + CLASS + "Absent not found"),
                arguments(
                        CLASS + "Absent",
                        List.of(SomeFunctions.Absent.class),
                        CustomFunction.class.getName() + ": " + CLASS + "Absent not a subtype"),
                arguments(
                        CLASS + "Unmade",
                        List.of(SomeFunctions.Unmade.class),
                        CustomFunction.class.getName() + ": Provider " + CLASS
                                + "Unmade could not be instantiated, because of java.lang.IllegalStateException"),
                arguments(
                        CLASS + "Mask\n" + CLASS + "OtherMask",
                        List.of(SomeFunctions.Mask.class, SomeFunctions.OtherMask.class),
                        "both " + CLASS + "Mask and " + CLASS + "OtherMask say that their name is 'mask'"));
    }

    @ParameterizedTest
    @MethodSource("badJars")
    void aJarMustHaveFunctionsThatCanBeTold(String services, List<Class<?>> classes, String problem) {
        Path jar = SomeJar.of(directory.resolve("bad.jar"), services, classes.toArray(Class[]::new));

        assertThatThrownBy(() -> check(jar, true, apply("mask", Map.of(), "public.orders.note")))
                .isInstanceOf(RefusedException.class)
                .hasMessage("functions.jar: '%s': %s. Correct the jar".formatted(jar, problem));
    }

    @Test
    void aFileThatIsNoJarHasNoFunctions() throws IOException {
        Path file = Files.writeString(directory.resolve("no.jar"), "no jar");

        assertThatThrownBy(() -> check(file, true, apply("mask", Map.of(), "public.orders.note")))
                .hasMessage(
                        "functions.jar: '%s': a jar is expected that names its functions in %s, but this does not. Correct the jar"
                                .formatted(file, SERVICES));
    }

    @Test
    void aJarSeesNothingOfOursButWhatItIsWrittenAgainst() throws Exception {
        try (JarLoader loader = new JarLoader(jar(SomeFunctions.Mask.class))) {
            assertThat(loader.loadClass(CustomFunction.class.getName())).isSameAs(CustomFunction.class);
            assertThat(loader.loadClass(CLASS + "Mask")).isNotSameAs(SomeFunctions.Mask.class);
            assertThatThrownBy(() -> loader.loadClass(Functions.class.getName()))
                    .isInstanceOf(ClassNotFoundException.class);
            assertThatThrownBy(() -> loader.loadClass("org.slf4j.Logger")).isInstanceOf(ClassNotFoundException.class);
        }
    }

    private Path jar(Class<?>... functions) {
        return SomeJar.of(directory.resolve("functions.jar"), functions);
    }

    private static void check(Path jar, boolean begins, Application... applications) {
        FunctionChecks.run(new Functions(jar.toString(), List.of(applications)), List.of(ORDERS), begins);
    }

    private static Application apply(String function, Map<String, String> options, String... columns) {
        Map<String, SecretText> texts = new java.util.HashMap<>();
        options.forEach((name, text) -> texts.put(name, new SecretText(text)));
        return new Application(function, columns(columns), texts, false);
    }

    private static List<ColumnName> columns(String... names) {
        return Arrays.stream(names).map(ColumnName::parse).toList();
    }
}
