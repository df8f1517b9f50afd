package io.tidemark.bench;

import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Looks at each record that arrived, in the order in which readers get them. */
interface RecordCheck {

    /** A line of a file, without its line feed. */
    void line(byte[] file, int offset, int length);

    /**
     * A record of a topic.
     *
     * @return whether it is one of a row, not of a transaction's begin or end
     */
    boolean record(ConsumerRecord<byte[], byte[]> record);

    /** The earliest time that a record says its row was read at. */
    Instant firstCommit();

    /** Fails if a row or change is missing, came twice, or not in its order, or with another value. */
    void verdict(SourceDatabase source) throws Exception;

    /** Of what others publish only the number is looked at, and when it was read is told apart. */
    record CountOnly(Told told) implements RecordCheck {

        @Override
        public void line(byte[] file, int offset, int length) {}

        @Override
        public boolean record(ConsumerRecord<byte[], byte[]> record) {
            return true;
        }

        @Override
        public Instant firstCommit() {
            return told.firstRead();
        }

        @Override
        public void verdict(SourceDatabase source) {}
    }
}
