package io.tidemark.precheck;

import java.util.List;

/** What came of one check. */
sealed interface Finding {

    /** What was observed; for {@link CouldNotRun} why nothing was. */
    String seen();

    /** Lines to paste, or to follow. */
    default List<String> remedy() {
        return List.of();
    }

    /** What was measured or estimated, for programs. */
    default List<Figure> figures() {
        return List.of();
    }

    /**
     * A number.
     *
     * @param name with its unit: {@code wal_bytes}
     */
    record Figure(String name, long value) {}

    /** All is as it must be. */
    record Passed(String seen, List<Figure> figures) implements Finding {

        public Passed {
            figures = List.copyOf(figures);
        }

        Passed(String seen) {
            this(seen, List.of());
        }
    }

    /**
     * The task can start, and something may go wrong later: it may be ignored by name.
     *
     * @param needed what would be better
     * @param remedy lines to paste, or to follow
     */
    record Warning(String seen, String needed, List<String> remedy, List<Figure> figures) implements Finding {

        public Warning {
            remedy = List.copyOf(remedy);
            figures = List.copyOf(figures);
        }

        Warning(String seen, String needed, List<String> remedy) {
            this(seen, needed, remedy, List.of());
        }

        Warning(String seen, String needed, String... remedy) {
            this(seen, needed, List.of(remedy));
        }
    }

    /**
     * The task can't start, or could not keep its promises.
     *
     * @param needed what must be
     * @param remedy lines to paste, or to follow
     */
    record Failed(String seen, String needed, List<String> remedy, List<Figure> figures) implements Finding {

        public Failed {
            remedy = List.copyOf(remedy);
            figures = List.copyOf(figures);
        }

        Failed(String seen, String needed, List<String> remedy) {
            this(seen, needed, remedy, List.of());
        }

        Failed(String seen, String needed, String... remedy) {
            this(seen, needed, List.of(remedy));
        }
    }

    /**
     * The question could not be asked, which counts as failed.
     *
     * @param remedy what is missing to ask it: lines to paste, or to follow
     */
    record CouldNotRun(String seen, List<String> remedy) implements Finding {

        public CouldNotRun {
            remedy = List.copyOf(remedy);
        }

        CouldNotRun(String seen, String... remedy) {
            this(seen, List.of(remedy));
        }
    }
}
