package io.tidemark.record;

/**
 * A value that the published form cannot carry as it is. The row goes to the dead letter: its value is never replaced by
 * something else. The message names the column and the reason, never the value.
 */
public final class UnencodableValueException extends Exception {

    private static final long serialVersionUID = 1;

    private final String column;
    private final String reason;

    UnencodableValueException(Table table, Column column, String reason) {
        super("%s.%s: the value %s".formatted(table.label(), column.name(), reason));
        this.column = column.name();
        this.reason = reason;
    }

    /** The name of the value's column. */
    public String column() {
        return column;
    }

    /** What is wrong with the value, to be read after "the value". */
    public String reason() {
        return reason;
    }
}
