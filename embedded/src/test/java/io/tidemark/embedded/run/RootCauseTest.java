package io.tidemark.embedded.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class RootCauseTest {

    @Test
    void isTheLastCauseWithItsType() {
        String trace = """
                org.apache.flink.runtime.JobException: Recovery is suppressed by ExponentialDelayRestartBackoffTimeStrategy
                \tat org.apache.flink.runtime.executiongraph.ExecutionFailureHandler.handleFailure(X.java:176)
                Caused by: java.lang.RuntimeException: One or more fetchers have encountered exception
                \tat org.apache.flink.connector.base.source.reader.fetcher.SplitFetcherManager.checkErrors(X.java:333)
                \t... 14 more
                Caused by: java.net.ConnectException: Connection refused
                \tat java.base/sun.nio.ch.Net.pollConnect(Native Method)
                \t... 3 more
                """;

        assertThat(RootCause.of(trace)).isEqualTo("ConnectException: Connection refused");
    }

    @Test
    void isOurOwnSentenceWithoutItsType() {
        String trace = """
                org.apache.flink.util.FlinkException: Global failure triggered by OperatorCoordinator
                \tat org.apache.flink.runtime.Holder.lambda(X.java:600)
                Caused by: io.tidemark.job.source.RefusedException: the slot 'dts_sync_shop' is gone:
                  give --fresh, or restore a newer checkpoint
                \tat io.tidemark.job.source.Guard.check(Guard.java:10)
                """;

        assertThat(RootCause.of(trace))
                .isEqualTo("the slot 'dts_sync_shop' is gone:\n  give --fresh, or restore a newer checkpoint");
    }

    @Test
    void isOurOwnSentenceAndThenWhatCausedIt() {
        String trace = """
                io.tidemark.task.SourceUnavailableException: cannot connect to database 'shop' at db:5432 as user 'tidemark'
                \tat io.tidemark.task.SourceConnection.open(SourceConnection.java:10)
                Caused by: java.net.UnknownHostException: db
                \tat java.base/java.net.InetAddress.getByName(InetAddress.java:1)
                """;

        assertThat(RootCause.of(trace)).isEqualTo("""
                        cannot connect to database 'shop' at db:5432 as user 'tidemark'
                        UnknownHostException: db""");
    }

    @Test
    void doesNotSayTwiceWhatOurSentenceQuotes() {
        String trace = """
                io.tidemark.task.SourceUnavailableException: cannot connect: password authentication failed
                \tat io.tidemark.task.SourceConnection.open(SourceConnection.java:10)
                Caused by: org.postgresql.util.PSQLException: password authentication failed
                \tat org.postgresql.Driver.connect(Driver.java:1)
                """;

        assertThat(RootCause.of(trace)).isEqualTo("cannot connect: password authentication failed");
    }

    @Test
    void looksThroughTheWrapperThatFlinkPutsAroundClassesOfAJob() {
        String trace = """
                org.apache.flink.runtime.JobException: Recovery is suppressed
                \tat org.apache.flink.X.y(X.java:1)
                Caused by: org.apache.flink.util.SerializedThrowable: io.tidemark.job.source.RefusedException: no slot
                \tat io.tidemark.job.source.Guard.check(Guard.java:10)
                """;

        assertThat(RootCause.of(trace)).isEqualTo("no slot");
    }

    @Test
    void skipsWhatTheClientPrintsInFront() {
        String output = """
                WARNING: something about the JVM
                ------------------------------------------------------------
                 The program finished with the following exception:

                org.apache.flink.client.program.ProgramInvocationException: The main method caused an error: no such file
                \tat org.apache.flink.client.program.PackagedProgram.callMainMethod(PackagedProgram.java:373)
                Caused by: java.nio.file.NoSuchFileException: shop.yaml
                \tat java.base/sun.nio.fs.UnixException.translateToIOException(UnixException.java:92)
                \t... 7 more
                """;

        assertThat(RootCause.of(output)).isEqualTo("NoSuchFileException: shop.yaml");
    }

    @Test
    void anExceptionWithoutAMessageIsItsType() {
        assertThat(RootCause.of("java.lang.NullPointerException\n\tat io.tidemark.job.X.y(X.java:1)\n"))
                .isEqualTo("NullPointerException");
    }

    @Test
    void whatIsNoStackTraceComesAsItIs() {
        assertThat(RootCause.of("Could not find or load main class X\n"))
                .isEqualTo("Could not find or load main class X");
    }
}
