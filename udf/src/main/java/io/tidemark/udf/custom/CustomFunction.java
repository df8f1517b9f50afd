package io.tidemark.udf.custom;

import java.util.Map;

/**
 * A function of the user's own, for the values of columns that the task file names: to mask, hash, trim or compute them before
 * they leave. It comes in a jar, found by {@link java.util.ServiceLoader}, so it needs a constructor without parameters.
 */
public interface CustomFunction {

    /** The name by which a task file asks for it; no two functions in a jar have the same. */
    String name();

    /**
     * Gets ready for the values of one column. Called when the task is submitted, to hear of problems early, and in each
     * parallel reader when it meets the column's table, once for each layout that the table has had.
     *
     * @param options what the task file tells it, secrets included; an option that is not known should be refused
     * @throws UnsuitableException if the column or an option is none that it can work with
     */
    ValueConverter open(TargetColumn column, Map<String, String> options);
}
