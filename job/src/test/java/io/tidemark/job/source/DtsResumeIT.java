package io.tidemark.job.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where records' times are seconds, as in the topics of DTS, its client starts where it says and goes on where it was. */
class DtsResumeIT {

    @TempDir
    private static Path directory;

    private static SecuredTopic topic;
    private static DtsClientRuns client;

    @BeforeAll
    static void publish() throws Exception {
        topic = new SecuredTopic(directory, "time", "assign", "subscribe");
        topic.sql().run("CREATE TABLE notes (id int PRIMARY KEY)", "INSERT INTO notes VALUES (1)");
        topic.startJob("delivery: at-least-once, timestamps: seconds");
        topic.awaitPublished(1);
        topic.change(1, "INSERT INTO notes VALUES (2)");
        client = new DtsClientRuns(topic, directory.resolve("dts-client"));
    }

    @AfterAll
    static void stop() throws Exception {
        if (topic != null) {
            topic.close();
        }
    }

    @Test
    void startsAtATime() throws Exception {
        topic.change(1, "INSERT INTO notes VALUES (100)");
        long second = nextSecond();
        topic.change(2, "INSERT INTO notes VALUES (101)", "INSERT INTO notes VALUES (102)");

        List<JsonNode> records = client.read("time", 2, String.valueOf(second), "SUBSCRIBE");

        assertThat(DtsClientRuns.ids(DtsClientRuns.changes(records))).startsWith("101", "102");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"ASSIGN", "SUBSCRIBE"})
    void goesOnWhereItWas(String mode) throws Exception {
        String group = mode.toLowerCase(Locale.ROOT);
        int id = group.hashCode();
        topic.change(1, "INSERT INTO notes VALUES (%d)".formatted(id));
        long second = nextSecond();
        topic.change(1, "INSERT INTO notes VALUES (%d)".formatted(id + 1));
        List<JsonNode> records =
                client.read(group, all -> has(all, id + 1) && client.checkpoint(group) >= second, "0", mode);
        assertThat(DtsClientRuns.ids(records)).contains("1", "2", String.valueOf(id));

        topic.change(1, "INSERT INTO notes VALUES (%d)".formatted(id + 2));
        List<JsonNode> again = client.read(group, all -> has(all, id + 2), "0", mode);

        assertThat(DtsClientRuns.ids(DtsClientRuns.changes(again)))
                .startsWith(String.valueOf(id + 1))
                .contains(String.valueOf(id + 2));
    }

    private static boolean has(List<JsonNode> records, int id) {
        return DtsClientRuns.ids(records).contains(String.valueOf(id));
    }

    /** Waits for the next second, and gives it: what is published from now on has it or a later one for its time. */
    private static long nextSecond() {
        long next = System.currentTimeMillis() / 1000 + 1;
        await().until(() -> System.currentTimeMillis() / 1000 >= next);
        return next;
    }
}
