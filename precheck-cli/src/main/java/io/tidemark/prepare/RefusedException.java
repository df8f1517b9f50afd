package io.tidemark.prepare;

import java.util.List;

/** Something can't be done, and nothing of it was; the message is for the operator, a line for each reason. */
final class RefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    RefusedException(String message) {
        super(message);
    }

    RefusedException(List<String> problems) {
        super(String.join("\n", problems));
    }
}
