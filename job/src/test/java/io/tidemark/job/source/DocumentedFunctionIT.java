package io.tidemark.job.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tidemark.embedded.server.ClusterOptions;
import io.tidemark.embedded.server.FlinkCluster;
import io.tidemark.embedded.server.Installation;
import io.tidemark.embedded.server.PostgresServer;
import io.tidemark.embedded.server.Submission;
import io.tidemark.job.TidemarkJob;
import io.tidemark.record.JsonDecoder;
import io.tidemark.record.PublishedChange;
import io.tidemark.record.PublishedRow;
import io.tidemark.udf.custom.CustomFunction;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The example of docs/functions.md, built, and submitted by Flink's own client to a cluster of separate processes: what it hides
 * is in no file of the sink and of Flink.
 */
class DocumentedFunctionIT {

    private static final Path DOCUMENT = Path.of("..", "docs", "functions.md");
    private static final Path EXAMPLE = Path.of("..", "docs", "examples", "pseudonym", "src", "main");
    private static final Path SOURCE = Path.of("example", "Pseudonym.java");
    private static final String SERVICES = "META-INF/services/" + CustomFunction.class.getName();

    private static final String ANN = "ann@example.org";
    private static final String BOB = "bob@example.org";

    /** HMAC-SHA-256 of these under the key {@code pepper}. */
    private static final String ANNS = "ab650937c930feefa1f955f68ff27ab9ca37d0c28014092eb64e85c3a82774cd";

    private static final String BOBS = "0b3cd4b75861136be48d143fb1ca75d6bd067b1b4c8b8bb46a2e221013f7f612";

    @TempDir
    Path directory;

    @BeforeEach
    void build() throws IOException {
        Path classes = Files.createDirectory(directory.resolve("classes"));
        ExampleProgram.compile(EXAMPLE.resolve("java").resolve(SOURCE), System.getProperty("java.class.path"), classes);
        try (OutputStream file = Files.newOutputStream(directory.resolve("pseudonym.jar"));
                JarOutputStream jar = new JarOutputStream(file)) {
            add(jar, "example/Pseudonym.class", classes.resolve("example/Pseudonym.class"));
            add(jar, SERVICES, EXAMPLE.resolve("resources").resolve(SERVICES));
        }
    }

    private static void add(JarOutputStream jar, String entry, Path file) throws IOException {
        jar.putNextEntry(new JarEntry(entry));
        Files.copy(file, jar);
    }

    @Test
    void theDocumentShowsTheExampleAsItIs() throws IOException {
        assertThat(shown("java"))
                .isEqualTo(Files.readString(EXAMPLE.resolve("java").resolve(SOURCE)));
    }

    @Test
    void whatItHidesIsNowhere() throws Exception {
        try (PostgresServer server = PostgresServer.startIn(directory.resolve("postgres"), Map.of("fsync", "off"));
                Sql sql = Sql.inNew(server, "shop");
                FlinkCluster cluster = FlinkCluster.start(ClusterOptions.in(directory.resolve("flink")))) {
            sql.run(
                    "CREATE TABLE customers (id int PRIMARY KEY, email text, name text)",
                    "ALTER TABLE customers REPLICA IDENTITY FULL",
                    "CREATE TABLE orders (buyer varchar(99), number int, PRIMARY KEY (buyer, number))",
                    "INSERT INTO customers VALUES (1, '%s', 'Ann'), (2, NULL, 'Nobody')".formatted(ANN));
            Path task = writeTask(server);
            refusesAWrongName(task);

            cluster.submit(new Submission(
                    Installation.find().jobJar(), TidemarkJob.class.getName(), List.of(task.toString()), 2, null));
            awaitChanges(2);
            sql.run(
                    "UPDATE customers SET email = '%s' WHERE id = 1".formatted(BOB),
                    "INSERT INTO orders VALUES ('%s', 7)".formatted(BOB),
                    "DELETE FROM orders",
                    "DELETE FROM customers WHERE id = 2");
            List<PublishedChange> changes = awaitChanges(6);

            assertThat(changes.subList(0, 2))
                    .extracting(change -> texts(change.after()))
                    .containsExactlyInAnyOrder(List.of("1", ANNS, "Ann"), List.of("2", "null", "Nobody"));
            assertThat(texts(changes.get(2).before())).containsExactly("1", ANNS, "Ann");
            assertThat(texts(changes.get(2).after())).containsExactly("1", BOBS, "Ann");
            assertThat(texts(changes.get(3).after())).containsExactly(BOBS, "7");
            assertThat(texts(changes.get(4).before())).containsExactly(BOBS, "7");
            assertThat(texts(changes.get(5).before())).containsExactly("2", "null", "Nobody");
            assertThat(filesWith(BOBS)).isNotEmpty();
            assertThat(filesWith(ANN)).isEmpty();
            assertThat(filesWith(BOB)).isEmpty();
        }
    }

    private void refusesAWrongName(Path task) throws IOException {
        Path wrong = Files.writeString(
                directory.resolve("wrong.yaml"), Files.readString(task).replace("customers.email", "customers.mail"));

        assertThatThrownBy(() -> TidemarkJob.main(new String[] {wrong.toString()}))
                .isInstanceOf(RefusedException.class)
                .hasMessage(
                        "functions.apply: column public.customers.mail of function 'pseudonym' is not published, so that its values would not be changed: correct the name; or, if it is still to be made, say optional: true");
    }

    /** With the example's own part of the task file. */
    private Path writeTask(PostgresServer server) throws IOException {
        Files.writeString(directory.resolve("password"), server.superuserPassword());
        Files.writeString(directory.resolve("key"), "pepper");
        String yaml = """
                task: shop
                source:
                  host: 127.0.0.1
                  port: %d
                  database: shop
                  user: %s
                  password: ${file:password}
                  tls: { mode: disable }
                sink:
                  files: { directory: data }
                %s""".formatted(
                server.port(), server.superuser(), shown("yaml").replace("${env:PSEUDONYM_KEY}", "${file:key}"));
        return Files.writeString(directory.resolve("shop.yaml"), yaml);
    }

    private static String shown(String language) throws IOException {
        Matcher block =
                Pattern.compile("(?ms)^```" + language + "\\n(.*?)^```$").matcher(Files.readString(DOCUMENT));
        assertThat(block.find()).isTrue();
        return block.group(1);
    }

    private List<PublishedChange> awaitChanges(int count) {
        PublishedFiles files = new PublishedFiles(directory.resolve("data").resolve("changes"));
        List<String> lines =
                await(count + " changes").atMost(Duration.ofMinutes(2)).until(files::all, all -> all.size() >= count);
        JsonDecoder decoder = new JsonDecoder();
        List<PublishedChange> changes = new ArrayList<>();
        for (String line : lines) {
            try {
                changes.add(decoder.decode(line));
            } catch (Exception e) {
                throw new AssertionError("a published line can't be read: " + line, e);
            }
        }
        return changes;
    }

    private static List<String> texts(@Nullable PublishedRow row) {
        return row.values().values().stream().map(String::valueOf).toList();
    }

    /** All files of the sink and of Flink, its logs and checkpoints among them, that hold a text. */
    private List<Path> filesWith(String text) throws IOException {
        try (Stream<Path> sink = Files.walk(directory.resolve("data"));
                Stream<Path> flink = Files.walk(directory.resolve("flink"))) {
            return Stream.concat(sink, flink).filter(file -> holds(file, text)).toList();
        }
    }

    private static boolean holds(Path file, String text) {
        try {
            return Files.isRegularFile(file)
                    && Files.readString(file, StandardCharsets.ISO_8859_1).contains(text);
        } catch (java.nio.file.NoSuchFileException e) {
            return false; // Flink removes old checkpoints meanwhile
        } catch (IOException e) {
            throw new AssertionError("reading " + file, e);
        }
    }
}
