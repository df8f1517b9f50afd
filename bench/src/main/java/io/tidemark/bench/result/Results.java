package io.tidemark.bench.result;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Everything that was measured, perhaps on several days: workloads by name, in the order in which they were first measured, and delays. */
public record Results(Map<String, Measured> workloads, List<Delay> delays) {

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    public Results {
        workloads = new LinkedHashMap<>(workloads);
        delays = List.copyOf(delays);
    }

    public static Results none() {
        return new Results(Map.of(), List.of());
    }

    /** What a file holds; nothing if it is not there. */
    public static Results read(Path file) throws IOException {
        return Files.exists(file) ? JSON.readValue(file.toFile(), Results.class) : none();
    }

    public void write(Path file) throws IOException {
        Files.writeString(file, JSON.writeValueAsString(this) + "\n");
    }

    public Results with(Measured measured) {
        Map<String, Measured> all = new LinkedHashMap<>(workloads);
        all.put(measured.workload(), measured);
        return new Results(all, delays);
    }

    public Results withDelays(List<Delay> others) {
        return new Results(workloads, new ArrayList<>(others));
    }
}
