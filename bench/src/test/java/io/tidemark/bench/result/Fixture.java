package io.tidemark.bench.result;

import static io.tidemark.bench.result.Contender.DEBEZIUM;
import static io.tidemark.bench.result.Contender.TIDEMARK;
import static io.tidemark.bench.result.End.FILES;
import static io.tidemark.bench.result.Phase.SNAPSHOT;
import static io.tidemark.bench.result.Phase.STREAM;

import java.util.List;
import java.util.Map;

/** Two rounds: in the second everything takes twice as long, and the job's snapshot four times. */
final class Fixture {

    static final Subject OURS = new Subject(SNAPSHOT, TIDEMARK, FILES);
    static final Subject THEIRS = new Subject(SNAPSHOT, DEBEZIUM, FILES);

    private Fixture() {}

    static Results results() {
        Measured wide = new Measured("wide", "rows", "2026-01-02", "a machine", List.of(round(1, 1), round(2, 4)));
        return Results.none()
                .with(wide)
                .withDelays(List.of(new Delay(FILES, false, 200, 5_000, 100_000, 120, 249, 300)));
    }

    private static Round round(double slower, double snapshotSlower) {
        return new Round(Map.of(
                Subject.yardstick(SNAPSHOT),
                run(slower),
                OURS,
                run(2 * snapshotSlower),
                THEIRS,
                run(40 * slower),
                Subject.yardstick(STREAM),
                run(10 * slower),
                new Subject(STREAM, TIDEMARK, FILES),
                run(20 * slower)));
    }

    private static Run run(double seconds) {
        return new Run(1_000_000, seconds, 2 * seconds, seconds, 0, 512L << 20, 0);
    }
}
