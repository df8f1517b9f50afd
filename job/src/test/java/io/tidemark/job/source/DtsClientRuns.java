package io.tidemark.job.source;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Runs the program of docs/examples that reads with the client of DTS. */
final class DtsClientRuns {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern TIMESTAMP = Pattern.compile("\"timestamp\":(\\d+)");

    private final SecuredTopic topic;
    private final Path folder;
    private final ExampleProgram program;

    /** @param folder where it keeps its checkpoints */
    DtsClientRuns(SecuredTopic topic, Path folder) throws IOException {
        this.topic = topic;
        this.folder = Files.createDirectory(folder);
        this.program = new ExampleProgram(
                Path.of("dts-client", "DtsClient.java"),
                ExampleProgram.jarsIn(Path.of("target", "client-of-dts")),
                folder);
    }

    /** The first records that it reads as a group, in one run of it: as many changes, and what is around them. */
    List<JsonNode> read(String group, int count, String... startAndMode) throws IOException {
        return read(group, records -> changes(records).size() >= count, startAndMode);
    }

    /** What it reads as a group until that is enough. */
    List<JsonNode> read(String group, Predicate<List<JsonNode>> enough, String... startAndMode) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(topic.bootstrap(), SecuredTopic.NAME, group, "acc"));
        arguments.addAll(List.of(startAndMode));
        try (ExampleProgram.Running running = program.start(
                folder, Map.of("DTS_PASSWORD", SecuredTopic.PASSWORD), arguments.toArray(String[]::new))) {
            await("enough records").atMost(SecuredTopic.PATIENCE).until(() -> enough.test(printed(running)));
            return printed(running);
        }
    }

    /** Its own lines, among those that the client logs. */
    private static List<JsonNode> printed(ExampleProgram.Running running) throws IOException {
        List<JsonNode> records = new ArrayList<>();
        for (String line : running.lines()) {
            if (line.startsWith("{")) {
                records.add(JSON.readTree(line));
            }
        }
        return records;
    }

    /** In seconds, as the client has saved it; 0 if it has not. */
    long checkpoint(String group) {
        try {
            Matcher saved = TIMESTAMP.matcher(Files.readString(folder.resolve("localCheckpointStore-" + group)));
            return saved.find() ? Long.parseLong(saved.group(1)) : 0;
        } catch (IOException notYet) {
            return 0;
        }
    }

    /** Without BEGIN and COMMIT. */
    static List<JsonNode> changes(List<JsonNode> records) {
        return records.stream()
                .filter(record -> record.get("table").isTextual())
                .toList();
    }

    /** Of the rows after the changes; {@code null} as text where there is none. */
    static List<String> ids(List<JsonNode> records) {
        return records.stream()
                .map(record -> String.valueOf(record.at("/after/id").textValue()))
                .toList();
    }
}
