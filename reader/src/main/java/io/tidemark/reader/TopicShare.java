package io.tidemark.reader;

import io.tidemark.task.TopicNames;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The partitions that the brokers gave to this consumer of a group, and how far they are read: saved at most every 200 ms, and never
 * before it is out.
 */
final class TopicShare implements ConsumerRebalanceListener {

    private static final long SAVE_EVERY = Duration.ofMillis(200).toNanos();
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Output output;
    private final Consumer<String> messages;
    private final Map<TopicPartition, Long> unsaved = new HashMap<>();
    private final Map<TopicPartition, Long> saved = new HashMap<>();
    private final Map<TopicPartition, Long> ends = new HashMap<>();
    private boolean toBeMoved;
    private long savedAt = System.nanoTime();
    private boolean saidUnsaved;

    TopicShare(KafkaConsumer<byte[], byte[]> consumer, Output output, Consumer<String> messages) {
        this.consumer = consumer;
        this.output = output;
        this.messages = messages;
    }

    /** @param toBeMoved whether {@link #moveTo} comes, so that it does not matter where the group stands */
    void subscribe(TopicNames topics, boolean toBeMoved) {
        this.toBeMoved = toBeMoved;
        if (topics.isPerTable()) {
            consumer.subscribe(Pattern.compile(topics.regex()), this);
        } else {
            consumer.subscribe(List.of(topics.text()), this);
        }
    }

    boolean isActive() {
        return !consumer.assignment().isEmpty();
    }

    void moveTo(TopicOffsets to) {
        toBeMoved = false;
        Map<TopicPartition, OffsetAndMetadata> mine = new HashMap<>(to.saved());
        mine.keySet().retainAll(consumer.assignment());
        mine.forEach((partition, offset) -> consumer.seek(partition, offset.offset()));
        consumer.commitSync(mine);
        saved.clear();
        mine.forEach((partition, offset) -> saved.put(partition, offset.offset()));
        lookForEnds();
    }

    /** All before an offset is out. */
    void written(TopicPartition partition, long next) {
        unsaved.put(partition, next);
    }

    /** All that was polled is out, and the ends of transactions behind it need not be read again. */
    void passedAll() {
        for (TopicPartition partition : consumer.assignment()) {
            long position = consumer.position(partition, PATIENCE);
            if (!Long.valueOf(position).equals(saved.get(partition))) {
                unsaved.put(partition, position);
            }
        }
    }

    /** Whether all is passed that was there when the partitions were given. */
    boolean isAtEnd() {
        return consumer.assignment().stream()
                .allMatch(partition -> consumer.position(partition, PATIENCE) >= ends.getOrDefault(partition, 0L));
    }

    /** Whether there was nothing at all then. */
    boolean isEmpty() {
        return consumer.beginningOffsets(ends.keySet()).equals(ends);
    }

    /** @param last whether nothing comes after it, so that it has to be done */
    void save(boolean last) throws IOException {
        if (unsaved.isEmpty() || (!last && System.nanoTime() - savedAt < SAVE_EVERY)) {
            return;
        }
        output.sync();
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        unsaved.forEach((partition, offset) -> offsets.put(partition, new OffsetAndMetadata(offset)));
        try {
            consumer.commitSync(offsets, PATIENCE);
            saved.putAll(unsaved);
            unsaved.clear();
            saidUnsaved = false;
        } catch (CommitFailedException e) {
            unsaved.clear();
            messages.accept(
                    "another consumer of the group took over while this one was held up; it repeats what was printed since the last save");
        } catch (RebalanceInProgressException | TimeoutException e) {
            if (last) {
                throw e;
            }
            sayUnsaved(e);
        }
        savedAt = System.nanoTime();
    }

    private void sayUnsaved(KafkaException e) {
        if (e instanceof TimeoutException && !saidUnsaved) {
            saidUnsaved = true;
            messages.accept("the brokers do not answer, so that the position is not saved: trying on");
        }
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        Set<TopicPartition> given = new HashSet<>(partitions);
        if (given.isEmpty()) {
            return;
        }
        Map<TopicPartition, OffsetAndMetadata> known = consumer.committed(given);
        Set<TopicPartition> atBegin = new HashSet<>();
        for (TopicPartition partition : given) {
            OffsetAndMetadata offset = known.get(partition);
            if (toBeMoved || offset == null || TopicOffsets.isEarliest(offset)) {
                atBegin.add(partition);
            }
        }
        known.forEach((partition, offset) -> {
            if (offset != null) {
                saved.put(partition, offset.offset());
            }
        });
        if (!atBegin.isEmpty()) {
            begin(atBegin, atBegin.stream().anyMatch(partition -> known.get(partition) == null));
        }
        lookForEnds();
    }

    private void begin(Set<TopicPartition> partitions, boolean isNew) {
        TopicOffsets earliest = new TopicOffsets(consumer.beginningOffsets(partitions), true);
        consumer.seekToBeginning(partitions);
        if (isNew && !toBeMoved) {
            consumer.commitSync(earliest.saved()); // from now on there is a group of this name
        }
        saved.putAll(earliest.offsets());
    }

    private void lookForEnds() {
        ends.clear();
        ends.putAll(consumer.endOffsets(consumer.assignment()));
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        try {
            save(true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (TimeoutException | RebalanceInProgressException e) {
            messages.accept(
                    "the position could not be saved, so that what was printed since the last save is repeated");
        }
        forget();
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
        forget();
    }

    /** What is not saved yet comes again. */
    void forget() {
        unsaved.clear();
        saved.clear();
        ends.clear();
    }

    /** Why nothing could be saved before partitions were taken away, where the client hides that; {@code null} if it was not so. */
    @Nullable
    IOException failedToSave(KafkaException e) {
        return e.getCause() instanceof UncheckedIOException hidden ? hidden.getCause() : null;
    }

    /** What happened while partitions were given, where the client hides that. */
    Throwable cause(KafkaException e) {
        return e.getClass() == KafkaException.class && e.getCause() instanceof KafkaException cause ? cause : e;
    }
}
