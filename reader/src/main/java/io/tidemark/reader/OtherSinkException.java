package io.tidemark.reader;

/** The task's sink is none that this module reads. */
final class OtherSinkException extends ReaderException {

    private static final long serialVersionUID = 1L;

    OtherSinkException(String message) {
        super(message);
    }
}
