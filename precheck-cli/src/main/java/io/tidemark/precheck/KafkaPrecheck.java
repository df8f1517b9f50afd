package io.tidemark.precheck;

import io.tidemark.task.Sink;
import io.tidemark.task.TaskFile;
import java.sql.SQLException;

/** One question about the brokers of a task whose sink is Kafka. It changes nothing there. */
interface KafkaPrecheck extends Precheck {

    @Override
    default boolean concerns(TaskFile task) {
        return task.sink() instanceof Sink.Kafka;
    }

    @Override
    default Finding run(SourceServer server) throws SQLException {
        return run(server.brokers(), server);
    }

    /** Asks it. */
    Finding run(SinkBrokers sink, SourceServer server) throws SQLException;
}
