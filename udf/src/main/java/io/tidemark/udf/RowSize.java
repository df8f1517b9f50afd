package io.tidemark.udf;

/**
 * The two limits on the size of a row, in bytes.
 *
 * @param rowLimit the most that a consumer is given in one row
 * @param recordLimit the most that the job holds in memory for one record
 */
public record RowSize(long rowLimit, long recordLimit) {

    /** What becomes of a row. */
    public enum Verdict {
        PASSES,
        /** Over the row limit: the policy for oversized rows decides, and the row can be kept whole elsewhere. */
        OVERSIZED,
        /** Over the record limit: only its key and size may be kept. */
        BEYOND_RECORD
    }

    public RowSize {
        if (rowLimit < 1 || recordLimit < rowLimit) {
            throw new IllegalArgumentException(
                    "the row limit must be at least 1 and at most the record limit, but they are %d and %d"
                            .formatted(rowLimit, recordLimit));
        }
    }

    /**
     * Judges a row by its size; exactly at a limit is within it.
     *
     * @param payload the bytes of its values together
     */
    public Verdict of(long payload) {
        if (payload <= rowLimit) {
            return Verdict.PASSES;
        }
        return payload <= recordLimit ? Verdict.OVERSIZED : Verdict.BEYOND_RECORD;
    }
}
