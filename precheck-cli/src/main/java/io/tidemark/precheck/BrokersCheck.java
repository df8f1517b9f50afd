package io.tidemark.precheck;

import io.tidemark.precheck.Finding.Failed;
import io.tidemark.precheck.Finding.Passed;
import io.tidemark.topic.TopicException;

/** Who is not let in by the brokers can't be told anything else about them. */
final class BrokersCheck implements KafkaPrecheck {

    private static final String WAY_OUT = ". Check ";

    @Override
    public String id() {
        return "brokers";
    }

    @Override
    public String title() {
        return "the brokers answer and take the login";
    }

    @Override
    public String why() {
        return "The job writes to them. They are asked from this machine; on a cluster its machines must reach them, too.";
    }

    @Override
    public Finding run(SinkBrokers sink, SourceServer server) {
        try {
            int count = sink.connected().count();
            return new Passed("%d %s at %s"
                    .formatted(
                            count,
                            count == 1 ? "broker" : "brokers",
                            sink.settings().brokers()));
        } catch (TopicException e) {
            String message = String.valueOf(e.getMessage());
            int wayOut = message.indexOf(WAY_OUT);
            return new Failed(
                    wayOut < 0 ? message : message.substring(0, wayOut),
                    "brokers that answer, and a login that they take",
                    wayOut < 0
                            ? "Correct sink.kafka in the task file"
                            : message.substring(wayOut).replaceFirst("^\\. ", ""));
        }
    }
}
