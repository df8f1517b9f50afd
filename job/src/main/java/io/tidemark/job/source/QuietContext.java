package io.tidemark.job.source;

import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.cdc.connectors.base.source.meta.events.FinishedSnapshotSplitsReportEvent;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.metrics.groups.SourceReaderMetricGroup;
import org.apache.flink.util.UserCodeClassLoader;

/** A reader's way to the coordinator, which leaves out what can wait: each message costs as much as a small table. */
final class QuietContext implements SourceReaderContext {

    private final SourceReaderContext context;
    private boolean asked;
    private boolean reporting = true;

    QuietContext(SourceReaderContext context) {
        this.context = context;
    }

    /** Whether the reader waits for an answer to its last request. */
    boolean asked() {
        return asked;
    }

    /** Says that the request is answered, or that there was none. */
    void answered() {
        asked = false;
    }

    /** Whether reports go on their way: each says all that those before it said, until the coordinator has acknowledged it. */
    void setReporting(boolean now) {
        reporting = now;
    }

    @Override
    public void sendSplitRequest() {
        if (reporting && !asked) {
            asked = true;
            context.sendSplitRequest();
        }
    }

    @Override
    public void sendSourceEventToCoordinator(SourceEvent event) {
        if (reporting || !(event instanceof FinishedSnapshotSplitsReportEvent)) {
            context.sendSourceEventToCoordinator(event);
        }
    }

    @Override
    public SourceReaderMetricGroup metricGroup() {
        return context.metricGroup();
    }

    @Override
    public Configuration getConfiguration() {
        return context.getConfiguration();
    }

    @Override
    public String getLocalHostName() {
        return context.getLocalHostName();
    }

    @Override
    public int getIndexOfSubtask() {
        return context.getIndexOfSubtask();
    }

    @Override
    public UserCodeClassLoader getUserCodeClassLoader() {
        return context.getUserCodeClassLoader();
    }

    @Override
    public int currentParallelism() {
        return context.currentParallelism();
    }
}
