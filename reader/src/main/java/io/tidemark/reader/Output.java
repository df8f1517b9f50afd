package io.tidemark.reader;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import org.jspecify.annotations.Nullable;

/** Where records go. Unlike {@link System#out}, it tells when they could not be written. */
final class Output {

    private final WritableByteChannel channel;
    private final @Nullable FileChannel onDisk;

    Output(WritableByteChannel channel) {
        this.channel = channel;
        this.onDisk = channel instanceof FileChannel file && canBeForced(file) ? file : null;
    }

    /** The process's standard output; it stays open. */
    static Output standard() {
        return new Output(new FileOutputStream(FileDescriptor.out).getChannel());
    }

    void write(ByteBuffer bytes) throws OutputException {
        int end = bytes.limit();
        try {
            while (bytes.position() < end) {
                // in small pieces, because the channel copies each through a native buffer of its size
                bytes.limit(Math.min(end, bytes.position() + PartReader.BLOCK));
                channel.write(bytes);
            }
        } catch (IOException e) {
            throw new OutputException(e);
        }
    }

    /** Makes what was written outlive a power cut, where it goes to a file. */
    void sync() throws OutputException {
        if (onDisk == null) {
            return;
        }
        try {
            onDisk.force(false);
        } catch (IOException e) {
            throw new OutputException(e);
        }
    }

    /** A pipe, a terminal and a socket refuse it. */
    private static boolean canBeForced(FileChannel file) {
        try {
            file.force(false);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
