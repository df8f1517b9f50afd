package io.tidemark.precheck;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.embedded.server.KafkaServer;
import io.tidemark.embedded.server.PostgresServer;
import io.tidemark.precheck.Finding.Failed;
import io.tidemark.precheck.Finding.Passed;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A broker as it comes, alone, that can't have transactions and is then gone. */
class LonelyBrokerIT {

    private static final String SETTINGS = "transaction.state.log.replication.factor";

    @TempDir
    static Path directory;

    @Test
    void transactionsAreMendedAndSilenceIsWaitedForOnce() throws Exception {
        Map<String, String> bad = Map.of(SETTINGS, "3", "transaction.max.timeout.ms", "60000");
        try (PostgresServer server = PostgresServer.startIn(directory.resolve("postgres"), Map.of("fsync", "off"))) {
            server.createDatabase("lonely");
            Source source = Source.of(server, directory, "lonely", "");
            source.run("CREATE ROLE lonely LOGIN REPLICATION PASSWORD 'let-me-in'");
            Source task;
            try (KafkaServer kafka = KafkaServer.startIn(directory.resolve("kafka"), bad)) {
                task = source.into("""
                        sink:
                          kafka:
                            brokers: "%s"
                            topic: lonely
                            properties: { default.api.timeout.ms: "6000" }
                        """.formatted(kafka.bootstrap()));

                assertThat(task.finding("transactions"))
                        .isEqualTo(
                                new Failed(
                                        "a transaction may stay open for 60000 ms (transaction.timeout.ms, at most the broker's transaction.max.timeout.ms of 60000 ms), but from one checkpoint to the end of the next it may take 601000 ms (execution.checkpointing.interval and .timeout); transaction.state.log.replication.factor=3, but there is 1 broker, so that __transaction_state can't be made",
                                        "transactions of at least 601000 ms",
                                        "In server.properties of every broker, then restart it: transaction.max.timeout.ms=900000",
                                        "In server.properties of every broker, then restart it: transaction.state.log.replication.factor=1 and transaction.state.log.min.isr=1"));
            }
            Map<String, String> mended =
                    Map.of(SETTINGS, "1", "transaction.state.log.min.isr", "1", "transaction.max.timeout.ms", "900000");
            try (KafkaServer kafka = KafkaServer.startIn(directory.resolve("kafka"), mended)) {
                assertThat(Files.readString(task.task())).contains(kafka.bootstrap());
                assertThat(task.finding("transactions")).isEqualTo(new Passed("may stay open for 900000 ms"));
            }

            Files.writeString(task.task(), Files.readString(task.task()).replace("6000", "1000"));
            String report = report(task);

            assertThat(report)
                    .contains("brokers, failed: the brokers answer and take the login")
                    .contains("Check sink.kafka.brokers, that they run, and security.protocol in")
                    .containsPattern("topics +could not run +the brokers can't be asked: see 'brokers'");
        }
    }

    private static String report(Source task) {
        StringWriter out = new StringWriter();
        int exit = PrecheckCommand.commandLine()
                .setOut(new PrintWriter(out, true))
                .execute(task.task().toString(), "--only", "brokers,topics,transactions");
        assertThat(exit).isEqualTo(1);
        return out.toString();
    }
}
