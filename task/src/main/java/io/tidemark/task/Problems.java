package io.tidemark.task;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What has been found wrong with a task file so far. */
final class Problems {

    private final List<Problem> found = new ArrayList<>();

    void add(int line, String key, String text) {
        found.add(new Problem(line, key, text));
    }

    int count() {
        return found.size();
    }

    /** In the order of the file. */
    List<Problem> inOrder() {
        return found.stream().sorted(Comparator.comparingInt(Problem::line)).toList();
    }
}
