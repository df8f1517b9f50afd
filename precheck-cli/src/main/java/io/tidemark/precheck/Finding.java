package io.tidemark.precheck;

import java.util.List;

/** What came of one check. */
sealed interface Finding {

    /** What was observed; for {@link CouldNotRun} why nothing was. */
    String seen();

    /** All is as it must be. */
    record Passed(String seen) implements Finding {}

    /**
     * The task can start, and something may go wrong later: it may be ignored by name.
     *
     * @param needed what would be better
     * @param remedy lines to paste, or to follow
     */
    record Warning(String seen, String needed, List<String> remedy) implements Finding {

        public Warning {
            remedy = List.copyOf(remedy);
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
    record Failed(String seen, String needed, List<String> remedy) implements Finding {

        public Failed {
            remedy = List.copyOf(remedy);
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
    }
}
