package io.tidemark.embedded.workload;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The commit log is the truth for every other test; so it is measured by the server's own tables here. */
class WorkloadIT {

    private static EmbeddedPostgres server;

    @BeforeAll
    static void startServer() throws IOException {
        server = EmbeddedPostgres.builder().start();
    }

    @AfterAll
    static void stopServer() throws IOException {
        server.close();
    }

    @Test
    void theLogAloneMakesTheTables() throws Exception {
        Workload workload = Workload.create(
                server.getPostgresDatabase(),
                WorkloadOptions.seeded(20_261_101).withRows(1_000).withChangesPerSecond(4_000));

        workload.start();
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> workload.log().changes() > 25_000);
        workload.stop();

        assertThat(workload.join(Duration.ofSeconds(20))).isTrue();
        assertThat(replay(workload)).isEqualTo(texts(workload.contents()));
        assertThat(kinds(workload.log()))
                .allSatisfy((kind, count) -> assertThat(count).isPositive());
        assertThat(workload.log().transactions()).allSatisfy(transaction -> assertThat(transaction.changes())
                .extracting(RowChange::version)
                .as("the changes of a transaction, in the order in which they were made")
                .isSorted());
    }

    @Test
    void theLogIsTrueWhenConnectionsDieInTheMiddle() throws Exception {
        Workload workload = Workload.create(
                server.getPostgresDatabase(),
                WorkloadOptions.seeded(7).withRows(500).withChangesPerSecond(0));

        workload.start();
        for (int i = 1; i <= 10; i++) {
            long more = workload.log().changes() + 500;
            Awaitility.await()
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> workload.log().changes() > more);
            killConnections();
        }
        workload.stop();

        assertThat(workload.join(Duration.ofSeconds(20))).isTrue();
        assertThat(replay(workload)).isEqualTo(texts(workload.contents()));
    }

    private static void killConnections() throws SQLException {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'tidemark-workload'");
        }
    }

    /** The tables as the log alone makes them, by nothing but the versions. */
    private static Map<String, Map<String, String>> replay(Workload workload) {
        List<RowChange> changes = new ArrayList<>();
        workload.log().transactions().forEach(transaction -> changes.addAll(transaction.changes()));
        changes.sort(Comparator.comparingLong(RowChange::version));
        Map<String, Map<String, String>> tables = new LinkedHashMap<>();
        workload.tables().forEach(table -> tables.put(table.name(), new TreeMap<>()));
        for (RowChange change : changes) {
            Map<String, String> rows = tables.computeIfAbsent(change.table().name(), name -> new TreeMap<>());
            switch (change.operation()) {
                case INSERT, UPDATE -> rows.put(change.key(), text(change.image()));
                case DELETE -> rows.remove(change.key());
                case TRUNCATE -> rows.clear();
            }
        }
        return tables;
    }

    private static Map<String, Map<String, String>> texts(Map<ShopTable, Map<String, Image>> contents) {
        Map<String, Map<String, String>> texts = new LinkedHashMap<>();
        contents.forEach((table, rows) -> {
            Map<String, String> rowTexts = new TreeMap<>();
            rows.forEach((key, image) -> rowTexts.put(key, text(image)));
            texts.put(table.name(), rowTexts);
        });
        return texts;
    }

    private static String text(@Nullable Image image) {
        return String.valueOf(image);
    }

    private static Map<RowOperation, Integer> kinds(CommitLog log) {
        Map<RowOperation, Integer> kinds = new EnumMap<>(RowOperation.class);
        for (RowOperation operation : RowOperation.values()) {
            kinds.put(operation, 0);
        }
        log.transactions()
                .forEach(transaction ->
                        transaction.changes().forEach(change -> kinds.merge(change.operation(), 1, Integer::sum)));
        return kinds;
    }
}
