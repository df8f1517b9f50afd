package io.tidemark.precheck;

import io.tidemark.precheck.Finding.Failed;
import io.tidemark.precheck.Finding.Passed;
import io.tidemark.topic.SettingsProblem;
import java.util.List;

/** Settings that are right one by one, and can't be had together with a topic. */
final class SinkSettingsCheck implements KafkaPrecheck {

    @Override
    public String id() {
        return "sink-settings";
    }

    @Override
    public String title() {
        return "the task's settings fit a topic";
    }

    @Override
    public String why() {
        return "The job does not start with settings that a topic can't give.";
    }

    @Override
    public Finding run(SinkBrokers sink, SourceServer server) {
        List<SettingsProblem> problems = SettingsProblem.of(server.task().guard(), sink.settings());
        if (problems.isEmpty()) {
            return new Passed("they do");
        }
        return new Failed(
                String.join("; ", problems.stream().map(SettingsProblem::seen).toList()),
                "settings that go together",
                problems.stream().map(SettingsProblem::remedy).toList());
    }
}
