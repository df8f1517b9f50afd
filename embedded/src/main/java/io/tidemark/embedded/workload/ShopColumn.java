package io.tidemark.embedded.workload;

/** A column of a table of the workload; {@code key} tells whether it belongs to the primary key. */
public record ShopColumn(String name, ColumnType type, boolean key) {}
