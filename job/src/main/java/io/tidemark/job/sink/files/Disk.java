package io.tidemark.job.sink.files;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** What must be told to the disk for it to outlast a loss of power. */
final class Disk {

    private Disk() {}

    /** Makes a file, or the names in a folder, last. */
    static void sync(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
