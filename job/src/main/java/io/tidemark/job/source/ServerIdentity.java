package io.tidemark.job.source;

/**
 * Which server, and which history of it, positions belong to: an LSN means nothing on another.
 *
 * @param system the system identifier that initdb gave, as {@code IDENTIFY_SYSTEM} prints it
 * @param timeline the timeline, which a promotion counts up
 */
record ServerIdentity(String system, int timeline) {

    @Override
    public String toString() {
        return "system " + system + ", timeline " + timeline;
    }
}
