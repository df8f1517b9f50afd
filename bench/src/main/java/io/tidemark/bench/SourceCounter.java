package io.tidemark.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidemark.embedded.server.FlinkCluster;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;

/** One counter of a job's source, over its subtasks, asked for at no more cost than needed: it is asked often. */
final class SourceCounter {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI metrics;
    private final String name;
    private String query = "";

    /** @param name as the job registers it */
    SourceCounter(FlinkCluster cluster, String jobId, String name) {
        String vertex = cluster.rest().job(jobId).vertices().stream()
                .filter(each -> each.name().startsWith("Source:"))
                .findFirst()
                .orElseThrow(() -> new BenchException("the job has no source"))
                .id();
        this.metrics = URI.create("http://127.0.0.1:%d/jobs/%s/vertices/%s/subtasks/metrics"
                .formatted(cluster.restPort(), jobId, vertex));
        this.name = name;
    }

    /** 0 as long as the job tells nothing. */
    long value() throws IOException, InterruptedException {
        if (query.isEmpty()) {
            for (JsonNode each : get("")) {
                String id = each.path("id").asText();
                if (id.endsWith("tidemark." + name)) {
                    query = "?agg=sum&get=" + URLEncoder.encode(id, StandardCharsets.UTF_8);
                }
            }
            if (query.isEmpty()) {
                return 0;
            }
        }
        return get(query).path(0).path("sum").asLong();
    }

    private JsonNode get(String parameters) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(metrics + parameters)).build();
        return JSON.readTree(
                http.send(request, HttpResponse.BodyHandlers.ofString()).body());
    }
}
