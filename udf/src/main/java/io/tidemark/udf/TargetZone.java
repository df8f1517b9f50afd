package io.tidemark.udf;

import java.io.Serializable;
import java.time.Instant;
import java.time.ZoneId;
import java.time.zone.ZoneRules;

/** The offset from UTC, in seconds, that a zone has: looked up in the zone's rules only where it can vary. */
final class TargetZone implements Serializable {

    /** PostgreSQL reads no offset of 16 hours or more. */
    private static final int LARGEST_OFFSET = 16 * 3600 - 1;

    private final ZoneRules rules;
    private final boolean fixed;
    private final int standardOffset;

    TargetZone(ZoneId zone) {
        this.rules = zone.getRules();
        this.fixed = rules.isFixedOffset();
        // the newest standard offset that is known, so that no clock is asked
        this.standardOffset = rules.getStandardOffset(Instant.MAX).getTotalSeconds();
        if (Math.abs(standardOffset) > LARGEST_OFFSET) {
            throw new IllegalArgumentException(
                    "zone must be at most 15:59:59 from UTC, as in PostgreSQL, but was '%s'".formatted(zone));
        }
    }

    int offsetAt(long epochSecond) {
        return fixed
                ? standardOffset
                : rules.getOffset(Instant.ofEpochSecond(epochSecond)).getTotalSeconds();
    }

    /** The offset outside daylight saving time, by the newest of the zone's rules. */
    int standardOffset() {
        return standardOffset;
    }
}
