package io.tidemark.precheck;

import io.tidemark.precheck.Finding.Passed;

/** A limit that DTS has and Tidemark has not; it finds nothing wrong. */
final class DatabaseNameCheck implements Precheck {

    @Override
    public String id() {
        return "database-name";
    }

    @Override
    public String title() {
        return "the database's name is one that DTS takes";
    }

    @Override
    public String why() {
        return "A task of DTS can't be made for a database with a dash in its name; Tidemark makes nothing of that name, and takes any.";
    }

    @Override
    public Finding run(SourceServer server) {
        String name = server.task().source().database();
        return new Passed(
                name.indexOf('-') < 0
                        ? "'%s'".formatted(name)
                        : "'%s' has a dash, which Tidemark takes and DTS does not".formatted(name));
    }
}
