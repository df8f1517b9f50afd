package io.tidemark.reader;

/**
 * What a group has not consumed of what is visible.
 *
 * @param records how many
 * @param seconds by how much the newest of them committed after the last that the group consumed
 */
record Backlog(long records, long seconds) {}
