package io.tidemark.bench.result;

/** Where rows go. */
public enum End {
    NOWHERE("nowhere", "nowhere"),
    FILES("files", "files, json"),
    KAFKA("kafka", "Kafka, dts-avro"),
    KAFKA_JSON("kafka-json", "Kafka, json"),
    DATABASE("database", "a database");

    private final String word;
    private final String label;

    End(String word, String label) {
        this.word = word;
        this.label = label;
    }

    /** The word of the command line. */
    public String word() {
        return word;
    }

    public String label() {
        return label;
    }

    public boolean isTopic() {
        return this == KAFKA || this == KAFKA_JSON;
    }
}
