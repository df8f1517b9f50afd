package io.tidemark.job.functions;

import io.tidemark.udf.custom.CustomFunction;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;

/** Makes jars of classes that tests have. */
public final class SomeJar {

    private SomeJar() {}

    /** A jar with the given functions and no other class, which names them as its services. */
    public static Path of(Path file, Class<?>... functions) {
        String services = Arrays.stream(functions).map(Class::getName).collect(Collectors.joining("\n"));
        return of(file, services, functions);
    }

    /** @param services the names of the functions, a line each */
    static Path of(Path file, String services, Class<?>... classes) {
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(file))) {
            for (Class<?> type : classes) {
                String entry = type.getName().replace('.', '/') + ".class";
                jar.putNextEntry(new JarEntry(entry));
                try (InputStream bytes = type.getResourceAsStream('/' + entry)) {
                    bytes.transferTo(jar);
                }
            }
            jar.putNextEntry(new JarEntry("META-INF/services/" + CustomFunction.class.getName()));
            jar.write(services.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("writing " + file, e);
        }
        return file;
    }
}
