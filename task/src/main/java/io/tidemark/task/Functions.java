package io.tidemark.task;

import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Functions of the user's own, and the columns whose values go through them.
 *
 * @param jar the absolute path of the jar that holds them, on the machine that the job is submitted on
 * @param applications no two of them name the same column
 */
public record Functions(String jar, List<Application> applications) implements Serializable {

    public Functions {
        applications = List.copyOf(applications);
    }

    /** Which function each column goes through. */
    public Map<ColumnName, Application> byColumn() {
        Map<ColumnName, Application> byColumn = new HashMap<>();
        applications.forEach(application -> application.columns().forEach(column -> byColumn.put(column, application)));
        return byColumn;
    }

    /**
     * One function, and the columns that go through it.
     *
     * @param function the name that it gives itself
     * @param options what it is told; only the function knows what they mean
     * @param optional whether a table may be without the column: before it was made, or after it was dropped or renamed
     */
    public record Application(
            String function, List<ColumnName> columns, Map<String, SecretText> options, boolean optional)
            implements Serializable {

        public Application {
            columns = List.copyOf(columns);
            options = Map.copyOf(options);
        }
    }
}
