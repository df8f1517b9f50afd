package io.tidemark.task;

import java.util.List;
import java.util.stream.Collectors;

/** A task file cannot be used; the message has each of its problems on a line, in the order of the file. */
public final class TaskFileException extends RuntimeException {

    private final List<Problem> problems;

    TaskFileException(String file, List<Problem> problems) {
        super(problems.stream().map(problem -> problem.inFile(file)).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    /** Everything that is wrong, in the order of the file; never empty. */
    public List<Problem> problems() {
        return problems;
    }
}
