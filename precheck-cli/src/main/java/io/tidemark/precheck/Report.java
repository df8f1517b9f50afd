package io.tidemark.precheck;

import io.tidemark.precheck.Finding.CouldNotRun;
import io.tidemark.precheck.Finding.Passed;
import io.tidemark.precheck.Finding.Warning;
import io.tidemark.topic.TopicException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** The answers to all checks of one run. */
record Report(List<Answer> answers) {

    /** How a check ended, worst first. */
    enum State {
        FAILED,
        COULD_NOT_RUN,
        WARNING,
        IGNORED,
        PASSED;

        /** For people and for programs: {@code could not run}. */
        String label() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }

    /** @param ignored whether the user said that a warning is to count as passed */
    record Answer(Precheck check, Finding finding, boolean ignored) {

        State state() {
            if (finding instanceof Passed) {
                return State.PASSED;
            }
            if (finding instanceof Warning) {
                return ignored ? State.IGNORED : State.WARNING;
            }
            return finding instanceof CouldNotRun ? State.COULD_NOT_RUN : State.FAILED;
        }

        /** Whether the task may start as far as this is concerned. */
        boolean counts() {
            return state() == State.PASSED || state() == State.IGNORED;
        }
    }

    Report {
        answers = answers.stream().sorted(Comparator.comparing(Answer::state)).toList();
    }

    /**
     * Asks every check; one that the server refuses to answer does not keep the others from being asked.
     *
     * @param ignored ids of warnings that count as passed
     * @param progress is told of each check before it is asked
     */
    static Report of(
            Collection<Precheck> checks, SourceServer server, Collection<String> ignored, Consumer<Precheck> progress) {
        List<Answer> answers = new ArrayList<>();
        for (Precheck check : checks) {
            progress.accept(check);
            answers.add(new Answer(check, finding(check, server), ignored.contains(check.id())));
        }
        return new Report(answers);
    }

    private static Finding finding(Precheck check, SourceServer server) {
        try {
            return check.run(server);
        } catch (SQLException e) {
            return Refusal.of(e, server.task().source().user());
        } catch (TopicException e) {
            return new CouldNotRun(String.valueOf(e.getMessage()));
        }
    }

    /** Whether the task may start. */
    boolean isReady() {
        return answers.stream().allMatch(Answer::counts);
    }

    long passed() {
        return answers.stream().filter(Answer::counts).count();
    }

    /** In percent, rounded down, so that 100 means all. */
    long successRate() {
        return answers.isEmpty() ? 100 : 100 * passed() / answers.size();
    }
}
