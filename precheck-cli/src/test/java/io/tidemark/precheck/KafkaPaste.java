package io.tidemark.precheck;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Runs a line for one of Kafka's own programs as a shell would: with the words that a shell makes of it, and the class that the
 * script starts, on a class path of the broker's own version.
 *
 * @param administrator the file that stands for {@code ADMIN.properties}
 * @param login what stands for {@code LOGIN}
 */
record KafkaPaste(Path administrator, String login) {

    private static final Map<String, String> STARTED_BY = Map.of(
            "kafka-topics.sh", "org.apache.kafka.tools.TopicCommand",
            "kafka-configs.sh", "kafka.admin.ConfigCommand",
            "kafka-acls.sh", "org.apache.kafka.tools.AclCommand");

    private static final ClassLoader PROGRAMS = programs();

    /** Of the end that a program asked for first: one of them takes what is thrown for a failure, and asks again. */
    private static final AtomicReference<@Nullable Integer> STATUS = new AtomicReference<>();

    /** In place of the end of this JVM. */
    private static final class Ended extends RuntimeException {

        Ended(int status) {
            super("ended with " + status, null, false, false);
        }
    }

    void run(String line) throws Exception {
        List<String> words = words(
                line.replace("ADMIN.properties", administrator.toString()).replace("User:LOGIN", "User:" + login));
        String program = STARTED_BY.get(words.get(0));
        if (program == null) {
            throw new AssertionError("not a line to paste: " + line);
        }
        start(program, words.subList(1, words.size()));
        Integer status = STATUS.get();
        if (status != null && status != 0) {
            throw new AssertionError("ended with %d: %s".formatted(status, line));
        }
    }

    private static List<String> words(String line) throws IOException {
        Process shell = new ProcessBuilder("sh", "-c", "printf '%s\\n' " + line).start();
        return new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
    }

    private static void start(String program, List<String> arguments) throws Exception {
        Method main = PROGRAMS.loadClass(program).getMethod("main", String[].class);
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        Thread.currentThread().setContextClassLoader(PROGRAMS);
        STATUS.set(null);
        try {
            main.invoke(null, (Object) arguments.toArray(String[]::new));
        } catch (InvocationTargetException e) {
            if (!(e.getCause() instanceof Ended)) {
                throw e;
            }
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    private static ClassLoader programs() {
        try {
            List<String> jars = new ArrayList<>(
                    Arrays.asList(Files.readString(Path.of("..", "broker", "target", "broker.classpath"))
                            .strip()
                            .split(":")));
            jars.add(Path.of("target", "kafka-tools", "kafka-tools.jar").toString());
            ClassLoader loader = new URLClassLoader(
                    jars.stream().map(KafkaPaste::url).toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
            keepThisJvm(loader);
            return loader;
        } catch (IOException | ReflectiveOperationException e) {
            throw new LinkageError("no programs of Kafka", e);
        }
    }

    private static URL url(String jar) {
        try {
            return Path.of(jar).toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException(jar, e);
        }
    }

    private static void keepThisJvm(ClassLoader loader) throws ReflectiveOperationException {
        Class<?> procedure = loader.loadClass("org.apache.kafka.common.utils.Exit$Procedure");
        Object end = Proxy.newProxyInstance(loader, new Class<?>[] {procedure}, (proxy, method, arguments) -> {
            STATUS.compareAndSet(null, (Integer) arguments[0]);
            throw new Ended((int) arguments[0]);
        });
        loader.loadClass("org.apache.kafka.common.utils.Exit")
                .getMethod("setExitProcedure", procedure)
                .invoke(null, end);
    }
}
