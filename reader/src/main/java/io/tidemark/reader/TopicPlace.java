package io.tidemark.reader;

import org.apache.kafka.common.TopicPartition;

/** A record of a topic: where it is, and what it says about its place in time. */
record TopicPlace(TopicPartition partition, long offset, Stamp stamp) {}
