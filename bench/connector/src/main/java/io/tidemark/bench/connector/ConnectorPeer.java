package io.tidemark.bench.connector;

import io.tidemark.bench.peer.PeerSettings;
import java.util.Properties;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.cdc.connectors.base.options.StartupOptions;
import org.apache.flink.cdc.connectors.base.source.jdbc.JdbcIncrementalSource;
import org.apache.flink.cdc.connectors.postgres.source.PostgresSourceBuilder;
import org.apache.flink.cdc.debezium.JsonDebeziumDeserializationSchema;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The connector as it comes, with its JSON deserialiser, in a Flink of one process, until it is killed. */
public final class ConnectorPeer {

    private static final int PARALLELISM = 2;
    private static final int CHUNK_ROWS = 100_000;
    private static final int FETCH_ROWS = 10_000;
    private static final long CHECKPOINT_INTERVAL_MILLIS = 1_000;

    private ConnectorPeer() {}

    public static void main(String... arguments) throws Exception {
        PeerSettings settings = PeerSettings.read(arguments);
        Configuration configuration = new Configuration()
                .set(TaskManagerOptions.NUM_TASK_SLOTS, PARALLELISM)
                .set(PipelineOptions.OBJECT_REUSE, true)
                .set(CheckpointingOptions.MAX_CONCURRENT_CHECKPOINTS, 1)
                .set(RestartStrategyOptions.RESTART_STRATEGY, "none");
        StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(PARALLELISM, configuration);
        env.enableCheckpointing(CHECKPOINT_INTERVAL_MILLIS);
        DataStream<byte[]> records = env.fromSource(source(settings), WatermarkStrategy.noWatermarks(), "source")
                .map(new Count(settings.progress().toString()));
        Sinks.add(records, settings);
        env.execute("bench");
    }

    /** What somebody sets who knows it and wants it fast. */
    private static JdbcIncrementalSource<String> source(PeerSettings settings) {
        Properties debezium = new Properties();
        debezium.setProperty("publication.name", settings.publication());
        debezium.setProperty("publication.autocreate.mode", "disabled");
        debezium.setProperty("decimal.handling.mode", "string");
        debezium.setProperty("max.batch.size", "16384");
        debezium.setProperty("max.queue.size", "65536");
        debezium.setProperty("poll.interval.ms", "10");
        return PostgresSourceBuilder.PostgresIncrementalSource.<String>builder()
                .hostname(settings.host())
                .port(settings.port())
                .database(settings.database())
                .schemaList("public")
                .tableList("public.*")
                .username(settings.user())
                .password(settings.password())
                .slotName(settings.slot())
                .decodingPluginName("pgoutput")
                .debeziumProperties(debezium)
                .startupOptions(StartupOptions.initial())
                .splitSize(CHUNK_ROWS)
                .fetchSize(FETCH_ROWS)
                .skipSnapshotBackfill(true)
                .closeIdleReaders(true)
                .deserializer(new JsonDebeziumDeserializationSchema())
                .build();
    }
}
