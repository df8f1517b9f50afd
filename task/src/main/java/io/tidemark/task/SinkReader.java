package io.tidemark.task;

import static io.tidemark.task.Sink.Kafka.Delivery.EXACTLY_ONCE;
import static io.tidemark.task.Sink.Kafka.Timestamps.MILLISECONDS;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads the section {@code sink}. */
final class SinkReader {

    /** Goes on in the place of a sink that is wrong; never handed out. */
    static final Sink NONE = new Sink.Files(URI.create("file:///"), Sink.Format.JSON, Sink.DEFAULT_RETENTION);

    private static final int MOST_GROUPS = 10_000;
    private static final Pattern BROKERS = Pattern.compile("[^\\s,:]+:[0-9]{1,5}(,[^\\s,:]+:[0-9]{1,5})*");
    private static final Pattern SCHEME = Pattern.compile("([a-zA-Z][a-zA-Z0-9+.-]+):.*");

    /** Of the Kafka client: what keeps the order, and keeps records from being lost or repeated. */
    private static final Set<String> OWN_PROPERTIES = Set.of(
            "acks",
            "bootstrap.servers",
            "enable.idempotence",
            "key.serializer",
            "max.in.flight.requests.per.connection",
            "transactional.id",
            "value.serializer");

    private final References references;

    SinkReader(References references) {
        this.references = references;
    }

    Sink read(Section section) {
        Sink kafka = section.section("kafka", this::kafka, NONE);
        Sink files = section.section("files", this::files, NONE);
        if (section.has("kafka") == section.has("files")) {
            section.problem(
                    "must have exactly one of kafka and files, but has " + (section.has("kafka") ? "both" : "neither"));
        }
        return section.has("kafka") ? kafka : files;
    }

    private Sink kafka(Section section) {
        return new Sink.Kafka(
                section.requiredText("brokers", SinkReader::brokers, "none"),
                section.requiredText("topic", TopicNames::parse, new TopicNames("none")),
                section.text("partitions", text -> Scalars.number(text, 1, 10_000), 1),
                section.text("format", SinkReader::format, Sink.Format.DTS_AVRO),
                section.text("retention", Units::duration, Sink.DEFAULT_RETENTION),
                section.text("delivery", text -> Choice.parse(Sink.Kafka.Delivery.class, text), EXACTLY_ONCE),
                section.text("timestamps", text -> Choice.parse(Sink.Kafka.Timestamps.class, text), MILLISECONDS),
                section.text("replication", text -> Scalars.number(text, 1, Short.MAX_VALUE)),
                section.text("max-groups", text -> Scalars.number(text, 1, MOST_GROUPS), Sink.DEFAULT_MAX_GROUPS),
                section.section("properties", this::properties, Map.of()));
    }

    private Map<String, SecretText> properties(Section section) {
        for (String name : section.all().keySet()) {
            if (OWN_PROPERTIES.contains(name)) {
                section.problem(name, "is set by Tidemark, as its promises rest on it: leave it out");
            }
        }
        return new SecretTexts(references, "${env:KAFKA_PASSWORD}").read(section);
    }

    private Sink files(Section section) {
        return new Sink.Files(
                section.requiredText("directory", this::directory, URI.create("file:///")),
                section.text("format", SinkReader::format, Sink.Format.JSON),
                section.text("retention", Units::duration, Sink.DEFAULT_RETENTION));
    }

    private static String brokers(String text) {
        if (!BROKERS.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "must be host:port, several joined by commas without spaces, but was '" + text + "'");
        }
        return text;
    }

    private static Sink.Format format(String text) {
        return Choice.parse(Sink.Format.class, text);
    }

    private URI directory(String text) {
        if (!SCHEME.matcher(text).matches()) {
            return references.path(text).toUri();
        }
        if (!text.toLowerCase(Locale.ROOT).startsWith("file:/")) {
            // without the text: other schemes carry logins
            throw new IllegalArgumentException("must be a folder of this machine, a path or a file:/// URI, but has the"
                    + " scheme '" + text.substring(0, text.indexOf(':')) + "'");
        }
        try {
            return Path.of(new URI(text)).normalize().toUri();
        } catch (URISyntaxException | IllegalArgumentException wrong) {
            throw new IllegalArgumentException("must be a path or a file:/// URI, but was '" + text + "'");
        }
    }
}
