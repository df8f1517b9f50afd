package io.tidemark.precheck;

import io.tidemark.precheck.Finding.Passed;
import io.tidemark.precheck.Finding.Warning;
import io.tidemark.topic.ClientProperties;
import io.tidemark.topic.TopicPlan;
import io.tidemark.topic.TopicState;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.TopicConfig;

/** What guard lets through should fit into a record of the topic. */
final class TopicRecordsCheck implements KafkaPrecheck {

    @Override
    public String id() {
        return "topic-records";
    }

    @Override
    public String title() {
        return "the topics take records as large as guard lets through";
    }

    @Override
    public String why() {
        return "A row that guard.row-limit lets through and no record can hold goes to the dead letters.";
    }

    @Override
    public Finding run(SinkBrokers sink, SourceServer server) throws SQLException {
        int needed = TopicPlan.recordBytes(server.task().guard());
        KafkaCommands commands = KafkaCommands.of(sink.settings());
        List<String> seen = new ArrayList<>();
        List<String> remedy = new ArrayList<>();
        for (TopicState topic : TaskTopics.of(sink, server).there().values()) {
            if (topic.recordBytes() < needed) {
                seen.add("topic %s has %s=%d"
                        .formatted(topic.name(), TopicConfig.MAX_MESSAGE_BYTES_CONFIG, topic.recordBytes()));
                remedy.add(commands.configure(topic.name(), TopicConfig.MAX_MESSAGE_BYTES_CONFIG, needed));
            }
        }
        Integer own = ClientProperties.number(sink.client(), ProducerConfig.MAX_REQUEST_SIZE_CONFIG);
        if (own != null && own < needed) {
            seen.add("sink.kafka.properties has %s=%s".formatted(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, own));
            remedy.add("Leave %s out of sink.kafka.properties".formatted(ProducerConfig.MAX_REQUEST_SIZE_CONFIG));
        }
        if (seen.isEmpty()) {
            return new Passed("%d bytes and more, or as the job makes them".formatted(needed));
        }
        return new Warning(
                String.join("; ", seen),
                "%d bytes with a guard.row-limit of %d bytes, as the job makes its topics"
                        .formatted(needed, server.task().guard().rowLimit()),
                remedy);
    }
}
