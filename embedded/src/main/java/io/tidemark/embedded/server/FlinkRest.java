package io.tidemark.embedded.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What Flink's REST interface tells about jobs. Every question can end in a {@link NoAnswerException}. */
public final class FlinkRest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String base;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

    public FlinkRest(int port) {
        this.base = "http://127.0.0.1:" + port;
    }

    /** One figure, over the subtasks that have it. */
    public record Figure(double min, double max, double sum) {

        Figure and(Figure other) {
            return new Figure(Math.min(min, other.min), Math.max(max, other.max), sum + other.sum);
        }
    }

    /** A vertex of a job's graph: one or more chained operators. */
    public record Vertex(String id, String name, String state) {}

    /** A job with Flink's name for its state: {@code RUNNING}, {@code RESTARTING}, {@code FAILED}, ... */
    public record Job(String id, String name, String state, List<Vertex> vertices) {

        public Job {
            vertices = List.copyOf(vertices);
        }

        /** Whether each subtask runs, not only the job as such. */
        public boolean runsWhole() {
            return state.equals("RUNNING")
                    && vertices.stream().allMatch(vertex -> vertex.state().equals("RUNNING"));
        }
    }

    /** One failure of a job, with its stack trace as Flink prints it. */
    public record Failure(Instant at, String stackTrace) {}

    public boolean isUp() {
        try {
            get("/overview");
            return true;
        } catch (NoAnswerException notYet) {
            return false;
        }
    }

    /** The addresses of the registered TaskManagers; a new process has a new one. */
    public List<String> taskManagers() {
        List<String> addresses = new ArrayList<>();
        get("/taskmanagers")
                .path("taskmanagers")
                .forEach(each -> addresses.add(each.path("path").asText()));
        return addresses;
    }

    public Job job(String jobId) {
        JsonNode answer = get("/jobs/" + jobId);
        List<Vertex> vertices = new ArrayList<>();
        answer.path("vertices")
                .forEach(each -> vertices.add(new Vertex(
                        each.path("id").asText(),
                        each.path("name").asText(),
                        each.path("status").asText())));
        return new Job(jobId, answer.path("name").asText(), answer.path("state").asText(), vertices);
    }

    /** What failed the job last, if anything did. */
    public Optional<Failure> failure(String jobId) {
        JsonNode answer = get("/jobs/" + jobId + "/exceptions");
        String trace = answer.path("root-exception").asText("");
        return trace.isBlank()
                ? Optional.empty()
                : Optional.of(new Failure(
                        Instant.ofEpochMilli(answer.path("timestamp").asLong()), trace));
    }

    /** How many checkpoints the job completed since it was submitted. */
    public long completedCheckpoints(String jobId) {
        return get("/jobs/" + jobId + "/checkpoints")
                .path("counts")
                .path("completed")
                .asLong();
    }

    /** The checkpoint or savepoint that the job took its state from last, if it did. */
    public Optional<String> restoredFrom(String jobId) {
        JsonNode path = get("/jobs/" + jobId + "/checkpoints")
                .path("latest")
                .path("restored")
                .path("external_path");
        return path.isTextual() ? Optional.of(path.asText()) : Optional.empty();
    }

    /**
     * The figures whose name the predicate takes, over all subtasks of all vertices.
     *
     * @param wanted gets the name with the operator's in front, and {@code _} for each dot of a metric's own name:
     *     {@code Source__postgres-source.tidemark_snapshotRows}
     */
    public Map<String, Figure> metrics(String jobId, Predicate<String> wanted) {
        Map<String, Figure> figures = new TreeMap<>();
        for (Vertex vertex : job(jobId).vertices()) {
            String path = "/jobs/" + jobId + "/vertices/" + vertex.id() + "/subtasks/metrics";
            List<String> names = new ArrayList<>();
            get(path).forEach(each -> names.add(each.path("id").asText()));
            names.removeIf(wanted.negate());
            if (!names.isEmpty()) {
                get(path + "?agg=min,max,sum&get=" + encoded(names)).forEach(each -> merge(figures, each));
            }
        }
        return figures;
    }

    private static void merge(Map<String, Figure> figures, JsonNode each) {
        Figure figure = new Figure(
                each.path("min").asDouble(),
                each.path("max").asDouble(),
                each.path("sum").asDouble());
        figures.merge(each.path("id").asText(), figure, Figure::and);
    }

    private static String encoded(List<String> names) {
        return names.stream()
                .map(name -> URLEncoder.encode(name, StandardCharsets.UTF_8))
                .collect(Collectors.joining(","));
    }

    private JsonNode get(String path) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(base + path))
                .timeout(PATIENCE)
                .build();
        try {
            HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                throw new NoAnswerException("Flink answered GET " + path + " with status " + response.statusCode());
            }
            return JSON.readTree(response.body());
        } catch (IOException e) {
            throw new NoAnswerException("Flink did not answer GET " + base + path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServerException("interrupted while asking Flink", e);
        }
    }
}
