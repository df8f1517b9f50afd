package io.tidemark.job.sink.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.SortedSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes buckets that are older than the retention, oldest first and without a gap, but for the newest of them, and with them the
 * values that their records point to. What is kept is written down beforehand, so that a consumer group that was too slow can tell
 * it from a group that has read everything.
 */
final class Retention {

    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);

    private final Buckets buckets;
    private final Buckets values;
    private final Path keptFrom;
    private final Duration retention;

    /**
     * @param values what records of the buckets point to: a record of a bucket to nothing in an earlier one of these
     * @param keptFrom the file that holds the name of the oldest bucket that is kept
     */
    Retention(Buckets buckets, Buckets values, Path keptFrom, Duration retention) {
        this.buckets = buckets;
        this.values = values;
        this.keptFrom = keptFrom;
        this.retention = retention;
    }

    /**
     * Removes what is too old.
     *
     * @param open the bucket that is being written, which stays whatever its age
     */
    void apply(String open, Instant now) throws IOException {
        Instant oldest = now.minus(retention);
        SortedSet<String> candidates = buckets.names().headSet(open);
        // the newest of those that are too old stays, so that a reader who stands at its end can see that it missed
        // nothing
        String firstKept = open;
        for (String bucket : candidates) {
            if (newest(bucket).isAfter(oldest)) {
                break;
            }
            if (!buckets.finished(bucket).isEmpty()) {
                firstKept = bucket;
            }
        }
        if (firstKept.equals(open)) {
            return;
        }
        SortedSet<String> removed = candidates.headSet(firstKept);
        if (!removed.isEmpty()) {
            keepFrom(firstKept);
            for (String bucket : removed) {
                buckets.delete(bucket);
            }
            LOG.info("Removed {} buckets older than {}; the oldest kept is {}", removed.size(), retention, firstKept);
        }
        // after the records, and also when those went before this process began
        for (String unpointed : values.names().headSet(firstKept)) {
            values.delete(unpointed);
        }
    }

    private Instant newest(String bucket) throws IOException {
        Instant newest =
                Files.getLastModifiedTime(buckets.directory().resolve(bucket)).toInstant();
        for (Path file : buckets.finished(bucket)) {
            Instant written = Files.getLastModifiedTime(file).toInstant();
            newest = written.isAfter(newest) ? written : newest;
        }
        return newest;
    }

    private void keepFrom(String bucket) throws IOException {
        Path temporary = keptFrom.resolveSibling("." + keptFrom.getFileName() + ".tmp");
        Files.writeString(temporary, bucket + "\n");
        Disk.sync(temporary);
        Files.move(temporary, keptFrom, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        Disk.sync(keptFrom.resolveSibling("."));
    }
}
