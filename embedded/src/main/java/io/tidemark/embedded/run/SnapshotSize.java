package io.tidemark.embedded.run;

/**
 * What there is to read, by the planner's statistics.
 *
 * @param rows an estimate: as old as the last ANALYZE
 */
record SnapshotSize(int tables, long rows) {}
