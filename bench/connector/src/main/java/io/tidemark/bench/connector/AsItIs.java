package io.tidemark.bench.connector;

import org.apache.flink.api.common.serialization.SerializationSchema;

/** A record that is bytes already. */
record AsItIs() implements SerializationSchema<byte[]> {

    @Override
    public byte[] serialize(byte[] record) {
        return record;
    }
}
