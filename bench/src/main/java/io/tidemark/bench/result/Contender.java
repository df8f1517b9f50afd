package io.tidemark.bench.result;

/** Who reads. */
public enum Contender {
    /** The least that could be done about the same rows. */
    YARDSTICK("COPY TO STDOUT, one session", "bare drain of the slot"),
    TIDEMARK("Tidemark"),
    DEBEZIUM("Debezium's engine"),
    CONNECTOR("Flink's connector"),
    SUBSCRIPTION("CREATE SUBSCRIPTION");

    private final String ofSnapshot;
    private final String ofStream;

    Contender(String label) {
        this(label, label);
    }

    Contender(String ofSnapshot, String ofStream) {
        this.ofSnapshot = ofSnapshot;
        this.ofStream = ofStream;
    }

    public String label(Phase phase) {
        return phase == Phase.SNAPSHOT ? ofSnapshot : ofStream;
    }

    /** Whether it is a program that people could use instead of the job. */
    public boolean isPeer() {
        return this != YARDSTICK && this != TIDEMARK;
    }
}
