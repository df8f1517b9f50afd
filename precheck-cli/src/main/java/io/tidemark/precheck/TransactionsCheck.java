package io.tidemark.precheck;

import io.tidemark.precheck.Finding.Failed;
import io.tidemark.precheck.Finding.Passed;
import io.tidemark.task.Sink;
import io.tidemark.topic.Brokers;
import io.tidemark.topic.TransactionTimeout;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.producer.ProducerConfig;

/** Exactly once rests on the broker's transactions: it must have them, and leave them open for long enough. */
final class TransactionsCheck implements KafkaPrecheck {

    /** An interval and a timeout as the Flink that comes with this has them; a cluster of one's own may have others, and the job asks again. */
    static final Duration CHECKPOINTS = Duration.ofSeconds(601);

    private static final String LOG = "__transaction_state";
    private static final String LOG_REPLICATION = "transaction.state.log.replication.factor";

    @Override
    public String id() {
        return "transactions";
    }

    @Override
    public String title() {
        return "the brokers take transactions that last from checkpoint to checkpoint";
    }

    @Override
    public String why() {
        return "The job publishes with each checkpoint; what the broker ends before it is committed would be lost.";
    }

    @Override
    public Finding run(SinkBrokers sink, SourceServer server) {
        if (sink.settings().delivery() != Sink.Kafka.Delivery.EXACTLY_ONCE) {
            return new Passed("not needed with sink.kafka.delivery: at-least-once");
        }
        Brokers brokers = sink.connected();
        TransactionTimeout timeout = TransactionTimeout.of(sink.client(), brokers.longestTransaction());
        List<String> seen = new ArrayList<>();
        List<String> remedy = new ArrayList<>();
        for (String problem : timeout.problems(sink.settings().delivery(), CHECKPOINTS)) {
            seen.add(problem.substring(0, problem.lastIndexOf(": ")));
            if (timeout.most() < CHECKPOINTS.toMillis()) {
                remedy.add("In server.properties of every broker, then restart it: transaction.max.timeout.ms=900000");
            }
            if (timeout.millis() != timeout.most()) {
                remedy.add(
                        "Leave %s out of sink.kafka.properties".formatted(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG));
            }
        }
        int replicas = replicasThatAreMissing(brokers);
        if (replicas > 0) {
            seen.add("%s=%d, but there %s, so that %s can't be made"
                    .formatted(
                            LOG_REPLICATION,
                            replicas,
                            brokers.count() == 1 ? "is 1 broker" : "are %d brokers".formatted(brokers.count()),
                            LOG));
            remedy.add(
                    "In server.properties of every broker, then restart it: %s=%d and transaction.state.log.min.isr=1"
                            .formatted(LOG_REPLICATION, brokers.count()));
        }
        if (!seen.isEmpty()) {
            return new Failed(
                    String.join("; ", seen),
                    "transactions of at least %d ms".formatted(CHECKPOINTS.toMillis()),
                    remedy);
        }
        return new Passed("may stay open for %d ms".formatted(timeout.millis()));
    }

    /** Of the log of transactions, which the brokers make when they are first asked for one; 0 if it is there or can be made. */
    private static int replicasThatAreMissing(Brokers brokers) {
        if (brokers.answer(brokers.admin()
                        .listTopics(new ListTopicsOptions().listInternal(true))
                        .names())
                .contains(LOG)) {
            return 0;
        }
        Config config = brokers.config();
        int replicas = Integer.parseInt(config.get(LOG_REPLICATION).value());
        return replicas > brokers.count() ? replicas : 0;
    }
}
