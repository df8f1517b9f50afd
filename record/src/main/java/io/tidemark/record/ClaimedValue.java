package io.tidemark.record;

import java.nio.file.Path;

/**
 * Where a value is that was too large for its row: in a file that holds its text and nothing else.
 *
 * @param path of the file, below the sink's directory
 * @param bytes the size of the file
 * @param sha256 of the file, in hexadecimal
 */
public record ClaimedValue(String path, long bytes, String sha256) {

    /** The file, for a reader that has the sink's directory at hand. */
    public Path in(Path directory) {
        return directory.resolve(path);
    }
}
