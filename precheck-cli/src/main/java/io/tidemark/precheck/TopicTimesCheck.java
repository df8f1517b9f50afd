package io.tidemark.precheck;

import io.tidemark.precheck.Finding.Failed;
import io.tidemark.precheck.Finding.Passed;
import io.tidemark.precheck.Finding.Warning;
import io.tidemark.task.Sink;
import io.tidemark.topic.TopicState;
import java.sql.SQLException;
import java.util.List;
import org.apache.kafka.common.config.TopicConfig;

/** The job gives each record its time; a broker can be told to put its own in the place. */
final class TopicTimesCheck implements KafkaPrecheck {

    private static final String AS_PRODUCED = "CreateTime";

    @Override
    public String id() {
        return "topic-times";
    }

    @Override
    public String title() {
        return "records keep the times that the job gives them";
    }

    @Override
    public String why() {
        return "Consumers that start at a time find the records by them; a broker's own time can be after the one that was meant.";
    }

    @Override
    public Finding run(SinkBrokers sink, SourceServer server) throws SQLException {
        List<TopicState> own = TaskTopics.of(sink, server).there().values().stream()
                .filter(topic -> !topic.times().equals(AS_PRODUCED))
                .toList();
        if (own.isEmpty()) {
            return new Passed("%s=%s".formatted(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, AS_PRODUCED));
        }
        KafkaCommands commands = KafkaCommands.of(sink.settings());
        String seen = String.join(
                "; ",
                own.stream()
                        .map(topic -> "topic %s has %s=%s"
                                .formatted(topic.name(), TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, topic.times()))
                        .toList());
        List<String> remedy = own.stream()
                .map(topic -> commands.configure(topic.name(), TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, AS_PRODUCED))
                .toList();
        return sink.settings().timestamps() == Sink.Kafka.Timestamps.SECONDS
                ? new Failed(seen, AS_PRODUCED + ", as sink.kafka.timestamps is seconds", remedy)
                : new Warning(seen, AS_PRODUCED, remedy);
    }
}
