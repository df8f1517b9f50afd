package io.tidemark.bench;

import io.tidemark.bench.result.Contender;
import io.tidemark.bench.result.End;
import io.tidemark.bench.workload.Workload;
import io.tidemark.embedded.server.FlinkCluster;
import java.nio.file.Path;

/** Starts contenders, on servers that stay up over all rounds. */
record Starter(BenchFolder folder, FlinkCluster cluster, Broker broker, Subscribers subscribers) {

    Contestant start(Contender contender, End end, Workload workload, SourceDatabase source) throws Exception {
        Path heat = folder.heat();
        if (end.isTopic()) {
            broker.freshTopic();
        }
        return switch (contender) {
            case TIDEMARK -> job(heat, end, workload.normalise(), source);
            case DEBEZIUM, CONNECTOR -> peer(contender, heat, end, source);
            case SUBSCRIPTION -> subscribers.started().subscribe(source, workload);
            case YARDSTICK -> throw new IllegalArgumentException(contender + " is not started here");
        };
    }

    private TrackJob job(Path heat, End end, String normalise, SourceDatabase source) throws Exception {
        String brokers = end.isTopic() ? broker.bootstrap() : null;
        Path task = TaskText.write(heat, source.server(), normalise, TaskText.sink(end, brokers, false));
        if (end == End.NOWHERE) {
            return TrackJob.submitDiscarding(cluster, task, new Told(PeerProcess.progress(heat)));
        }
        RecordCheck check = new PublishedRows(new Values(end, normalise));
        return TrackJob.submit(cluster, task, arrivals(end, heat.resolve(Path.of("records", "changes")), check), check);
    }

    private PeerProcess peer(Contender contender, Path heat, End end, SourceDatabase source) throws Exception {
        Told told = new Told(PeerProcess.progress(heat));
        boolean tellsItself = end == End.NOWHERE || contender == Contender.DEBEZIUM;
        Arrivals arrivals =
                tellsItself ? told : arrivals(end, heat.resolve("records"), new RecordCheck.CountOnly(told));
        String name = end.isTopic() ? "KAFKA" : end.name();
        return PeerProcess.start(
                contender, heat, source.server(), name, end.isTopic() ? broker.bootstrap() : "", arrivals);
    }

    private Arrivals arrivals(End end, Path directory, RecordCheck check) {
        return end.isTopic() ? broker.arrivals(check) : new ArrivedFiles(directory, check);
    }
}
