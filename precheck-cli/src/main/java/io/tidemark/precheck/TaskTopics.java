package io.tidemark.precheck;

import io.tidemark.task.Sink;
import io.tidemark.task.TopicNames;
import io.tidemark.topic.TopicState;
import java.sql.SQLException;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The topics of a task.
 *
 * @param there by name, of those that it needs and of others that its names can mean
 * @param missing those that it needs for the tables that are selected now
 */
record TaskTopics(Map<String, TopicState> there, Set<String> missing) {

    static TaskTopics of(SinkBrokers sink, SourceServer server) throws SQLException {
        Map<String, TopicState> there = sink.connected().topics();
        Set<String> missing = wanted(sink.settings(), server);
        missing.removeAll(there.keySet());
        return new TaskTopics(there, missing);
    }

    private static Set<String> wanted(Sink.Kafka settings, SourceServer server) throws SQLException {
        TopicNames names = settings.topic();
        Set<String> wanted = new TreeSet<>();
        wanted.add(names.deadLetters());
        if (!names.isPerTable()) {
            wanted.add(names.text());
            return wanted;
        }
        for (SourceTable table : server.tables().tables()) {
            String topic = names.of(table.name().schema(), table.name().name());
            if (topic.length() <= TopicNames.LONGEST) {
                wanted.add(topic);
            }
        }
        return wanted;
    }
}
