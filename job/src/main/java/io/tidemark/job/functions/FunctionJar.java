package io.tidemark.job.functions;

import io.tidemark.job.source.RefusedException;
import io.tidemark.udf.custom.CustomFunction;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The user's jar, opened: its functions by their names. They can be used until it is closed. */
final class FunctionJar implements AutoCloseable {

    private final JarLoader loader;
    private final Map<String, CustomFunction> functions;

    private FunctionJar(JarLoader loader, Map<String, CustomFunction> functions) {
        this.loader = loader;
        this.functions = functions;
    }

    /**
     * Opens a jar.
     *
     * @param file where it lies on this machine
     * @param name what the task file calls it
     * @throws RefusedException if it has no functions, or one that can't be loaded
     */
    static FunctionJar open(Path file, String name) {
        JarLoader loader = null;
        try {
            loader = new JarLoader(file);
            return new FunctionJar(loader, load(loader));
        } catch (ServiceConfigurationError | LinkageError | RefusedException | IOException e) {
            close(loader);
            throw new RefusedException("functions.jar: '%s': %s. Correct the jar".formatted(name, describe(e)));
        }
    }

    private static Map<String, CustomFunction> load(JarLoader loader) {
        Map<String, CustomFunction> functions = new TreeMap<>();
        for (CustomFunction function : ServiceLoader.load(CustomFunction.class, loader)) {
            String className = function.getClass().getName();
            CustomFunction other = functions.putIfAbsent(name(function), function);
            if (other != null) {
                throw new RefusedException("both %s and %s say that their name is '%s'"
                        .formatted(other.getClass().getName(), className, name(function)));
            }
        }
        if (functions.isEmpty()) {
            throw new RefusedException(
                    "a jar is expected that names its functions in META-INF/services/%s, but this does not"
                            .formatted(CustomFunction.class.getName()));
        }
        return functions;
    }

    private static String name(CustomFunction function) {
        @Nullable String name;
        try {
            name = function.name();
        } catch (RuntimeException e) {
            throw new RefusedException("%s threw %s when asked for its name"
                    .formatted(function.getClass().getName(), e.getClass().getName()));
        }
        if (name == null || name.isBlank()) {
            throw new RefusedException(function.getClass().getName() + " has no name");
        }
        return name;
    }

    /** An error of the loader names classes; the cause, which is of a function's making, is known by its class only. */
    private static String describe(Throwable error) {
        Throwable cause = error.getCause();
        String what = error instanceof LinkageError ? error.toString() : String.valueOf(error.getMessage());
        return cause == null ? what : what + ", because of " + cause.getClass().getName();
    }

    /** The function of a name; {@code null} if there is none. */
    @Nullable
    CustomFunction function(String name) {
        return functions.get(name);
    }

    /** The names of all functions, for people. */
    String names() {
        return String.join(", ", functions.keySet());
    }

    @Override
    public void close() {
        close(loader);
    }

    private static void close(@Nullable JarLoader loader) {
        try {
            if (loader != null) {
                loader.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("closing the jar of functions", e);
        }
    }
}
