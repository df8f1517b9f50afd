package io.tidemark.bench;

/** A measurement could not be made; the message is for whoever ran the benchmark. */
final class BenchException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    BenchException(String message) {
        super(message);
    }
}
