package io.tidemark.job.sink.kafka;

import io.tidemark.job.source.RefusedException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.flink.api.connector.sink2.Committer;
import org.jspecify.annotations.Nullable;

/**
 * Ends the job where the connector's committer would only log that a transaction could not be committed, and go on without its
 * records.
 */
@SuppressWarnings("try") // what the other one throws when it is closed
final class StrictCommitter<C> implements Committer<C> {

    private final Committer<C> committer;
    private final String topic;

    StrictCommitter(Committer<C> committer, String topic) {
        this.committer = committer;
        this.topic = topic;
    }

    @Override
    public void commit(Collection<CommitRequest<C>> requests) throws IOException, InterruptedException {
        List<Watched<C>> watched = new ArrayList<>();
        requests.forEach(request -> watched.add(new Watched<>(request)));
        committer.commit(List.copyOf(watched));
        for (Watched<C> request : watched) {
            if (request.lost != null) {
                throw new RefusedException(
                                "the broker refused to commit a transaction on topic %s (%s): it had ended it before, so that the records of the last checkpoint are not in the topic. Start from the checkpoint before that one (run --from-savepoint .../chk-<number>), and they are sent again; sink.kafka.properties.transaction.timeout.ms, and the broker's transaction.max.timeout.ms, must be longer than the job is ever down"
                                        .formatted(topic, request.lost.getMessage()),
                                request.lost)
                        .endingTheJob();
            }
        }
    }

    @Override
    public void close() throws Exception {
        committer.close();
    }

    /** A request that remembers that its transaction was given up. */
    private static final class Watched<C> implements CommitRequest<C> {

        private final CommitRequest<C> request;
        private @Nullable Throwable lost;

        Watched(CommitRequest<C> request) {
            this.request = request;
        }

        @Override
        public C getCommittable() {
            return request.getCommittable();
        }

        @Override
        public int getNumberOfRetries() {
            return request.getNumberOfRetries();
        }

        @Override
        public void signalFailedWithKnownReason(Throwable reason) {
            lost = reason;
        }

        /** Flink fails the job, and it may go better after that. */
        @Override
        public void signalFailedWithUnknownReason(Throwable reason) {
            request.signalFailedWithUnknownReason(reason);
        }

        @Override
        public void retryLater() {
            request.retryLater();
        }

        @Override
        public void updateAndRetryLater(C committable) {
            request.updateAndRetryLater(committable);
        }

        @Override
        public void signalAlreadyCommitted() {
            request.signalAlreadyCommitted();
        }
    }
}
