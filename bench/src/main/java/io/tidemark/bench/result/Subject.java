package io.tidemark.bench.result;

/** Who read what, and where it went. */
public record Subject(Phase phase, Contender contender, End end) {

    public static Subject yardstick(Phase phase) {
        return new Subject(phase, Contender.YARDSTICK, End.NOWHERE);
    }

    public String label() {
        String who = contender.label(phase);
        return contender == Contender.YARDSTICK ? who : who + ", to " + end.label();
    }
}
