package io.tidemark.job.source;

import java.util.List;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.jspecify.annotations.Nullable;

/**
 * The task does not start, or does not go on, because it could not keep its promises. The message is whole: what was seen,
 * what is needed, the way out. Starting again does not help, so Flink is told not to.
 */
public final class RefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public RefusedException(String message) {
        super(message);
    }

    public RefusedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** All problems at once, a line each. */
    public RefusedException(List<String> problems) {
        super(String.join("\n", problems));
    }

    /** This refusal in the form that ends the job for good; its root cause is this. */
    public RuntimeException endingTheJob() {
        return new SuppressRestartsException(this);
    }
}
