package io.tidemark.precheck;

import io.tidemark.precheck.Finding.Passed;
import io.tidemark.precheck.Finding.Warning;
import io.tidemark.task.TopicNames;
import java.sql.SQLException;
import java.util.List;

/** Where each table has a topic, its name is made of the table's, and may become longer than Kafka takes. */
final class TopicNamesCheck implements KafkaPrecheck {

    @Override
    public String id() {
        return "topic-names";
    }

    @Override
    public String title() {
        return "each table's topic can have its name";
    }

    @Override
    public String why() {
        return "Changes of a table whose topic would have a longer name go to the dead letters.";
    }

    @Override
    public Finding run(SinkBrokers sink, SourceServer server) throws SQLException {
        TopicNames names = sink.settings().topic();
        List<SourceTable> tooLong = server.tables()
                .where(table ->
                        names.of(table.name().schema(), table.name().name()).length() > TopicNames.LONGEST);
        if (tooLong.isEmpty()) {
            return new Passed("none is too long");
        }
        return new Warning(
                "too long for %s".formatted(SelectedTables.named(tooLong)),
                "%d characters at most, of which one that is no letter, digit or _ takes three for each byte"
                        .formatted(TopicNames.LONGEST),
                "Name a shorter sink.kafka.topic, or leave them out of objects");
    }
}
