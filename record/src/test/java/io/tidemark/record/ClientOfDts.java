package io.tidemark.record;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The decoder of the vendor's own client, with all that it stands on, apart from our class path. */
final class ClientOfDts implements AutoCloseable {

    private static final Path JARS = Path.of("target/client-of-dts");
    private static final String PACKAGE = "com.aliyun.dts.subscribe.clients.";

    private final URLClassLoader loader;

    ClientOfDts() throws IOException {
        List<URL> jars = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(JARS, "*.jar")) {
            for (Path jar : found) {
                jars.add(jar.toUri().toURL());
            }
        }
        this.loader = new URLClassLoader(jars.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
    }

    /** A record as the client reads it, and what it asks of it: everything by reflection. */
    final class Message {

        private final Object message;

        private Message(Object message) {
            this.message = message;
        }

        /** What happened, where, and to what, as the client's own listeners see it. */
        String head() throws ReflectiveOperationException {
            Object operation = parser("getOperationType", message);
            return "%s %s %s".formatted(operation, call(message, "getSourcePosition"), call(message, "getObjectName"));
        }

        /** The names of the key's columns. */
        List<String> key() throws ReflectiveOperationException {
            Object schema = parser("getRecordSchema", message);
            Object index = schema == null ? null : call(schema, "getPrimaryIndexInfo");
            List<String> names = new ArrayList<>();
            for (Object field : index == null ? List.of() : (List<?>) call(index, "getIndexFields")) {
                names.add(String.valueOf(call(field, "getFieldName")));
            }
            return names;
        }

        /** Each value of the row after the change as the client prints it, or the name of the exception that it ends in. */
        List<@Nullable String> after() throws ReflectiveOperationException {
            List<@Nullable String> texts = new ArrayList<>();
            for (Object value : (List<?>) call(message, "getAfterImages")) {
                texts.add(text(value));
            }
            return texts;
        }

        private @Nullable String text(@Nullable Object value) throws ReflectiveOperationException {
            try {
                Object read = load("formats.avro.DefaultValueDeserializer")
                        .getMethod("deserialize", Object.class)
                        .invoke(null, value);
                boolean none = read != null && read.getClass().getSimpleName().equals("NoneValue");
                return none ? "NONE" : read == null ? null : read + zone(read);
            } catch (InvocationTargetException e) {
                return e.getCause().getClass().getSimpleName();
            }
        }

        private String zone(Object read) throws ReflectiveOperationException {
            boolean time = read.getClass().getSimpleName().equals("DateTime");
            Object zone = time ? call(read, "getTimeZone") : null;
            return zone == null ? "" : zone.toString();
        }
    }

    Message read(byte[] record) throws ReflectiveOperationException {
        Object deserializer =
                load("recordgenerator.AvroDeserializer").getConstructor().newInstance();
        return new Message(
                deserializer.getClass().getMethod("deserialize", byte[].class).invoke(deserializer, (Object) record));
    }

    private Object parser(String method, Object message) throws ReflectiveOperationException {
        return load("record.AvroRecordParser")
                .getMethod(method, load("formats.avro.Record"))
                .invoke(null, message);
    }

    private static Object call(Object target, String method) throws ReflectiveOperationException {
        return target.getClass().getMethod(method).invoke(target);
    }

    private Class<?> load(String name) throws ClassNotFoundException {
        return loader.loadClass(PACKAGE + name);
    }

    @Override
    public void close() throws IOException {
        loader.close();
    }
}
