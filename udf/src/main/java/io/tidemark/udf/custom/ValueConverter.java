package io.tidemark.udf.custom;

import org.jspecify.annotations.Nullable;

/**
 * Changes the values of one column, one after the other and in one thread.
 *
 * <p>The same text must give the same result, in every process and after every restart: an insert, the update that follows it
 * and a row that is read once more after a failure must agree, above all in a key. So no clock, no random numbers, no counter,
 * no server that is asked.
 */
@FunctionalInterface
public interface ValueConverter {

    /**
     * Gives what is published in the place of a value. If it throws, the row is not published but goes to the dead letters, with
     * the exception's class as the reason; the message is shown to nobody, as it may hold the value.
     *
     * @param value PostgreSQL's own text of a value that is not NULL, as a session in UTC prints it, before any rounding or
     *     shift of the task's
     * @return the new text, as PostgreSQL would print a value of the column's type; {@code null} for SQL NULL
     */
    @Nullable
    String convert(String value);
}
