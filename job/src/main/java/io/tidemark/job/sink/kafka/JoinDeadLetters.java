package io.tidemark.job.sink.kafka;

import org.apache.flink.streaming.api.functions.co.CoMapFunction;

/** Lets dead letters go to the writer of changes, between these: they are in the same transactions. */
final class JoinDeadLetters implements CoMapFunction<byte[], byte[], byte[]> {

    private static final long serialVersionUID = 1L;

    /** @param block of parcels */
    @Override
    public byte[] map1(byte[] block) {
        return block;
    }

    @Override
    public byte[] map2(byte[] deadLetter) {
        return ChangeParcel.ofDeadLetter(deadLetter);
    }
}
