package io.tidemark.job.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidemark.embedded.server.PostgresServer;
import io.tidemark.job.functions.SomeFunctions;
import io.tidemark.job.functions.SomeJar;
import io.tidemark.record.ClaimedValue;
import io.tidemark.record.CutValue;
import io.tidemark.record.Operation;
import io.tidemark.record.PublishedChange;
import io.tidemark.record.PublishedRow;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A row over the limits ends the job, goes to the dead letters, or goes on without all of its values, as the task says, and nothing
 * else is lost with it.
 */
class GuardIT {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @TempDir
    Path directory;

    @Test
    void aRowOverTheLimitEndsTheJobAndWithAnotherPolicyIsKeptAside() throws Exception {
        try (PostgresServer server = PostgresServer.startIn(directory.resolve("postgres"), Map.of());
                Sql sql = Sql.inNew(server, "shop");
                LocalJobProcess job = new LocalJobProcess(
                        directory.resolve("task"),
                        server,
                        "shop",
                        KnownBad.NONE,
                        100,
                        "guard: { row-limit: 64KiB, record-limit: 1MiB, oversized: fail }")) {
            sql.run(
                    "CREATE TABLE doc (id int PRIMARY KEY, note text, body text)",
                    "INSERT INTO doc VALUES (1, 'small', 'x')");
            job.start();
            job.awaitChanges(1);
            sql.run(
                    "INSERT INTO doc VALUES (2, 'small', 'y')",
                    "INSERT INTO doc VALUES (3, 'large', repeat('z', 65536))",
                    "INSERT INTO doc VALUES (4, 'larger', repeat('z', 1048576))",
                    "INSERT INTO doc VALUES (5, 'small', 'v')");
            job.awaitEnd();

            assertThat(job.output())
                    .containsPattern("a change of public.doc at \\S+: the row has 65542 bytes, over guard.row-limit of"
                            + " 65536 bytes, most of them in column \"body\". Raise the limit, or set guard.oversized to"
                            + " dead-letter")
                    .doesNotContain("zzz");
            assertThat(ids(job)).isSubsetOf("1", "2");
            assertThat(job.deadLetters().all()).isEmpty();

            // functions may be added to a task that resumes; it is what they make that is measured and kept aside
            Path jar = SomeJar.of(directory.resolve("task").resolve("functions.jar"), SomeFunctions.Mask.class);
            job.edit(yaml -> yaml.replace("oversized: fail", "oversized: dead-letter")
                            + "\nfunctions: { jar: %s, apply: [{ function: mask, columns: [public.doc.note] }] }"
                                    .formatted(jar))
                    .start();
            List<PublishedChange> changes = job.awaitChanges(3);

            assertThat(ids(job)).containsExactly("1", "2", "5");
            assertThat(after(changes, 2).text("note")).isEqualTo("*");
            await("both dead letters")
                    .atMost(PATIENCE)
                    .until(() -> job.deadLetters().all().size() == 2);
            JsonNode large = new ObjectMapper().readTree(job.deadLetters().all().get(0));
            assertThat(large.get("key").get("id").asText()).isEqualTo("3");
            assertThat(large.get("column").asText()).isEqualTo("body");
            assertThat(large.get("size").asInt()).isEqualTo(65_538);
            assertThat(new String(large.get("after").get("body").binaryValue(), StandardCharsets.UTF_8))
                    .isEqualTo("z".repeat(65_536));
            assertThat(large.get("after").get("note").binaryValue()).isEqualTo(new byte[] {'*'});
            JsonNode larger =
                    new ObjectMapper().readTree(job.deadLetters().all().get(1));
            assertThat(larger.get("key").get("id").asText()).isEqualTo("4");
            assertThat(larger.get("reason").asText()).contains("over guard.record-limit of 1048576 bytes");
            assertThat(larger.at("/after/note").binaryValue()).isEqualTo(new byte[] {'*'});
            assertThat(larger.at("/after").has("body")).isFalse();
            assertThat(larger.at("/claimed/0/column").asText()).isEqualTo("body");
            assertThat(job.sink().resolve(larger.at("/claimed/0/path").asText()))
                    .hasContent("z".repeat(1_048_576));
        }
    }

    @Test
    void valuesAreCutAndTheRecordSaysSoFromTheSnapshotAndFromTheStream() throws Exception {
        try (PostgresServer server = PostgresServer.startIn(directory.resolve("postgres"), Map.of());
                Sql sql = Sql.inNew(server, "shop");
                LocalJobProcess job = job(server, "truncate", 100)) {
            sql.run(
                    "CREATE TABLE doc (id int PRIMARY KEY, body text, raw bytea, tree jsonb)",
                    "ALTER TABLE doc REPLICA IDENTITY FULL",
                    "INSERT INTO doc VALUES (1, 'small'), (2, repeat('naïve ', 20000))");
            job.start();
            job.awaitChanges(2);
            sql.run(
                    "INSERT INTO doc (id, raw) VALUES (3, convert_to(repeat('raw', 20000), 'UTF8'))",
                    "INSERT INTO doc (id, tree) VALUES (4, to_jsonb(repeat('j', 70000)))",
                    "UPDATE doc SET raw = 'r' WHERE id = 2",
                    "INSERT INTO doc VALUES (5, 'small')");
            List<PublishedChange> changes = job.awaitChanges(5);

            assertThat(after(changes, 0).text("body")).isEqualTo("small");
            assertCut(sql, 2, "body", after(changes, 1).cut().get("body"), 65_535); // a naïve's ï would be cut in half
            assertCut(sql, 3, "raw", after(changes, 2).cut().get("raw"), 65_534); // an id of one digit; bytes are pairs
            assertThat(changes.get(3).operation()).isEqualTo(Operation.UPDATE);
            assertCut(
                    sql,
                    2,
                    "body",
                    Objects.requireNonNull(changes.get(3).before()).cut().get("body"),
                    0);
            assertThat(after(changes, 3).cut().get("body").beginning()).hasSizeGreaterThan(50_000);
            assertThat(after(changes, 4).text("body")).isEqualTo("small");
            await("the dead letter")
                    .atMost(PATIENCE)
                    .until(() -> job.deadLetters().all().size() == 1);
            JsonNode letter =
                    new ObjectMapper().readTree(job.deadLetters().all().get(0));
            assertThat(letter.at("/key/id").asText()).isEqualTo("4");
            assertThat(letter.at("/reason").asText())
                    .endsWith("also without all of its text and bytea that may be cut");
            assertThat(letter.at("/after/tree").binaryValue()).hasSize(70_002);
        }
    }

    private static void assertCut(Sql sql, int id, String column, @Nullable CutValue cut, int bytes) throws Exception {
        List<@Nullable String> whole = sql.rows(
                        "SELECT octet_length(%1$s::text), encode(sha256(convert_to(%1$s::text, 'UTF8')), 'hex'), %1$s::text FROM doc WHERE id = %2$d"
                                .formatted(column, id))
                .get(0);
        assertThat(cut).isNotNull();
        assertThat(cut.bytes()).isEqualTo(Long.parseLong(String.valueOf(whole.get(0))));
        assertThat(cut.sha256()).isEqualTo(whole.get(1));
        assertThat(String.valueOf(whole.get(2)).startsWith(cut.beginning())).isTrue();
        assertThat(cut.beginning().getBytes(StandardCharsets.UTF_8)).hasSize(bytes);
    }

    @Test
    void everyPointersFileIsThereWholeAndNoneTwiceThoughTheJobIsKilled() throws Exception {
        try (PostgresServer server = PostgresServer.startIn(directory.resolve("postgres"), Map.of());
                Sql sql = Sql.inNew(server, "shop");
                LocalJobProcess job = job(server, "claim-check", 10)
                        .with("-Dcheckpoint.millis=100")
                        .with("-Dslow=true")) {
            sql.run("CREATE TABLE doc (id int PRIMARY KEY, note text, body text)");
            insert(sql, 1, 300);
            job.start();
            killOnceThereAre(job, 20);
            killOnceThereAre(job, 150);
            job.awaitChanges(300);
            for (int first = 301; first <= 600; first += 30) {
                insert(sql, first, first + 29);
            }
            killOnceThereAre(job, 350);
            killOnceThereAre(job, 480);
            List<PublishedChange> changes = job.awaitChanges(600);

            assertThat(changes).hasSize(600);
            Map<String, String> sha256 = new HashMap<>();
            sql.rows("SELECT id, encode(sha256(convert_to(body, 'UTF8')), 'hex') FROM doc")
                    .forEach(row -> sha256.put(String.valueOf(row.get(0)), String.valueOf(row.get(1))));
            Map<String, String> pointers = new HashMap<>();
            for (PublishedChange change : changes) {
                PublishedRow row = Objects.requireNonNull(change.after());
                ClaimedValue body = row.claimed().get("body");
                assertThat(row.text("note")).isEqualTo("small");
                assertThat(body).isNotNull();
                assertThat(body.sha256()).isEqualTo(sha256.remove(row.text("id")));
                assertThat(pointers.put(body.path(), body.sha256())).isNull();
                assertThat(body.in(job.sink())).hasSize(body.bytes());
                assertThat(sha256(body.in(job.sink()))).isEqualTo(body.sha256());
            }
            assertThat(sha256).as("rows that were not published").isEmpty();
            assertThat(values(job)).containsAll(pointers.keySet());
            assertThat(values(job))
                    .as("what a replay did not find again, its checkpoints having passed a hundred, is no other value")
                    .allSatisfy(
                            path -> assertThat(pointers.values()).contains(path.substring(path.lastIndexOf('/') + 1)));
        }
    }

    private static void insert(Sql sql, int first, int last) throws Exception {
        sql.run(
                "INSERT INTO doc SELECT id, 'small', (SELECT string_agg(md5(id::text || n), '') FROM generate_series(1, 2200) n)"
                        + " FROM generate_series(%d, %d) id".formatted(first, last));
    }

    private static void killOnceThereAre(LocalJobProcess job, int changes) {
        job.awaitChanges(changes);
        job.kill();
        job.start();
    }

    /** The finished files of values, as records name them. */
    private static List<String> values(LocalJobProcess job) throws IOException {
        try (Stream<Path> files = Files.walk(job.sink().resolve("values"))) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.getFileName().toString().startsWith("."))
                    .map(file -> job.sink().relativize(file).toString())
                    .toList();
        }
    }

    private static String sha256(Path file) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    }

    private LocalJobProcess job(PostgresServer server, String policy, int chunkRows) {
        String guard = "guard: { row-limit: 64KiB, record-limit: 1MiB, oversized: " + policy + " }";
        return new LocalJobProcess(directory.resolve("task"), server, "shop", KnownBad.NONE, chunkRows, guard);
    }

    private static PublishedRow after(List<PublishedChange> changes, int index) {
        return Objects.requireNonNull(changes.get(index).after());
    }

    private static Iterable<String> ids(LocalJobProcess job) {
        return job.published().stream()
                .map(PublishedChange::after)
                .map(row -> row.text("id"))
                .toList();
    }
}
