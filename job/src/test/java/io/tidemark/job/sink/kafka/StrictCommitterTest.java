package io.tidemark.job.sink.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.job.source.RefusedException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.api.connector.sink2.Committer.CommitRequest;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.junit.jupiter.api.Test;

class StrictCommitterTest {

    private final List<String> answers = new ArrayList<>();

    @Test
    void aTransactionThatTheConnectorGivesUpEndsTheJob() {
        Committer<String> committer =
                answering(request -> request.signalFailedWithKnownReason(new IllegalStateException("timed out")));

        assertThatThrownBy(() -> committer.commit(List.of(new Request())))
                .isInstanceOf(SuppressRestartsException.class)
                .cause()
                .isInstanceOf(RefusedException.class)
                .hasMessageStartingWith("the broker refused to commit a transaction on topic shop (timed out)");
    }

    @Test
    void whatElseItAnswersIsPassedOn() throws Exception {
        answering(CommitRequest::retryLater).commit(List.of(new Request()));
        answering(CommitRequest::signalAlreadyCommitted).commit(List.of(new Request()));
        answering(request -> request.signalFailedWithUnknownReason(new IllegalStateException()))
                .commit(List.of(new Request()));

        assertThat(answers).containsExactly("later", "already", "unknown");
    }

    private static Committer<String> answering(Consumer<CommitRequest<String>> answer) {
        return new StrictCommitter<>(
                new Committer<>() {

                    @Override
                    public void commit(Collection<CommitRequest<String>> requests) {
                        requests.forEach(answer);
                    }

                    @Override
                    public void close() {}
                },
                "shop");
    }

    /** Notes what it is told. */
    private final class Request implements CommitRequest<String> {

        @Override
        public String getCommittable() {
            return "transaction";
        }

        @Override
        public int getNumberOfRetries() {
            return 0;
        }

        @Override
        public void signalFailedWithKnownReason(Throwable reason) {
            answers.add("known");
        }

        @Override
        public void signalFailedWithUnknownReason(Throwable reason) {
            answers.add("unknown");
        }

        @Override
        public void retryLater() {
            answers.add("later");
        }

        @Override
        public void updateAndRetryLater(String committable) {
            answers.add("updated");
        }

        @Override
        public void signalAlreadyCommitted() {
            answers.add("already");
        }
    }
}
