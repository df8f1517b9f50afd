package io.tidemark.precheck;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A source that is not as it must be.
 *
 * @param name of the database, and of the role that reads it
 * @param versions of PostgreSQL on which it is tried
 * @param check its id
 * @param settings of the task file
 * @param setup done as superuser
 * @param finding what the check says of it
 * @param mended settings of the task file with which all is well; {@code null} if it is SQL that mends it
 */
record BadState(
        String name,
        List<Integer> versions,
        String check,
        String settings,
        List<String> setup,
        Finding finding,
        @Nullable String mended) {

    static final List<Integer> ALL = List.of(14, 15, 16, 17, 18);
    static final List<Integer> BEFORE_18 = List.of(14, 15, 16, 17);
    static final String T = "CREATE TABLE t (id int PRIMARY KEY, v text)";
    static final String READ_T = "GRANT SELECT ON ALL TABLES IN SCHEMA public TO PUBLIC";

    static BadState bad(String name, String check, String settings, Finding finding, String... setup) {
        return new BadState(name, ALL, check, settings, List.of(setup), finding, null);
    }

    BadState on(Integer... major) {
        return new BadState(name, List.of(major), check, settings, setup, finding, mended);
    }

    BadState before18() {
        return new BadState(name, BEFORE_18, check, settings, setup, finding, mended);
    }

    /** What the remedy tells to write into the task file. */
    BadState mendedBy(String corrected) {
        return new BadState(name, versions, check, settings, setup, finding, corrected);
    }
}
