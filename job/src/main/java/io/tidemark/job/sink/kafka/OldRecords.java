package io.tidemark.job.sink.kafka;

import io.tidemark.task.Sink;
import io.tidemark.topic.ClientProperties;
import java.io.Serializable;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes what is older than the retention from topics whose records have their times in seconds: the broker takes them for
 * milliseconds, and would delete everything. What can't be deleted now is deleted later: nothing is lost by it.
 */
final class OldRecords implements Serializable {

    private static final long serialVersionUID = 1L;

    private static final Logger LOG = LoggerFactory.getLogger(OldRecords.class);

    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);
    private static final int PAUSES_PER_RETENTION = 20;

    /** What {@code listOffsets} gives where no record is as new. */
    private static final long NONE = -1;

    private static final ListOffsetsOptions COMMITTED = new ListOffsetsOptions(IsolationLevel.READ_COMMITTED);

    private final Sink.Kafka settings;
    private final long pauseNanos;
    private transient long doneNanos;

    OldRecords(Sink.Kafka settings) {
        this.settings = settings;
        Duration pause = settings.retention().dividedBy(PAUSES_PER_RETENTION);
        this.pauseNanos = (pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE).toNanos();
    }

    /** To be called often: does something once in a while. */
    void deleteNowAndThen() {
        long now = System.nanoTime();
        if (doneNanos != 0 && now - doneNanos < pauseNanos) {
            return;
        }
        doneNanos = now;
        try {
            delete(System.currentTimeMillis() - settings.retention().toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | KafkaException e) {
            LOG.warn(
                    "Records older than sink.kafka.retention could not be deleted, and are kept until they can be: {}. The task's user needs DELETE and DESCRIBE on its topics",
                    String.valueOf(e.getCause() == null ? e : e.getCause()));
        }
    }

    /** Deletes what was published before the time, in milliseconds since 1970. */
    void delete(long beforeMillis) throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(ClientProperties.of(settings))) {
            List<TopicPartition> partitions = partitions(admin);
            Map<TopicPartition, RecordsToDelete> old = new HashMap<>();
            offsets(admin, partitions, OffsetSpec.latest())
                    .forEach((partition, end) -> old.put(partition, RecordsToDelete.beforeOffset(end.offset())));
            offsets(admin, partitions, OffsetSpec.forTimestamp(beforeMillis / 1000))
                    .forEach((partition, first) -> {
                        if (first.offset() != NONE) {
                            old.put(partition, RecordsToDelete.beforeOffset(first.offset()));
                        }
                    });
            admin.deleteRecords(old).all().get();
        }
    }

    private List<TopicPartition> partitions(Admin admin) throws ExecutionException, InterruptedException {
        List<String> topics = admin.listTopics().names().get().stream()
                .filter(settings.topic()::include)
                .toList();
        return admin.describeTopics(topics).allTopicNames().get().values().stream()
                .flatMap(topic -> topic.partitions().stream()
                        .map(partition -> new TopicPartition(topic.name(), partition.partition())))
                .toList();
    }

    private static Map<TopicPartition, ListOffsetsResultInfo> offsets(
            Admin admin, List<TopicPartition> partitions, OffsetSpec what)
            throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
        partitions.forEach(partition -> asked.put(partition, what));
        return admin.listOffsets(asked, COMMITTED).all().get();
    }
}
