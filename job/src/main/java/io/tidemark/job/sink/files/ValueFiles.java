package io.tidemark.job.sink.files;

import io.tidemark.job.guard.ValueStore;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;

/**
 * Values as files of their own, named by what they hold, in folders that are called as the buckets of the records are, but for
 * every hundredth only.
 *
 * <p>A checkpoint's barrier is here before it is at {@link Sequence}. So a value's folder is the bucket of the record that
 * points to it or a later one: never an earlier one, which the retention could take away.
 */
public final class ValueFiles implements ValueStore {

    private static final long serialVersionUID = 1L;

    /**
     * How many checkpoints share a folder. A restored job finds the file again that it had written before it failed, unless its
     * checkpoints have passed a hundred meanwhile.
     */
    private static final long CHECKPOINTS = 100;

    /** The system gets as large a buffer as it is given to write. */
    private static final int PIECE = 1 << 20;

    private final String changes;
    private final String directory;

    private transient int generation;
    private transient String folder = "";
    private transient String lasting = "";

    ValueFiles(Path changes, Path directory) {
        this.changes = changes.toString();
        this.directory = directory.toString();
    }

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        // each reader's guard has its own entry, and gets those of all: there may be more readers than before
        ListState<Integer> state =
                context.getOperatorStateStore().getUnionListState(new ListStateDescriptor<>("generation", Types.INT));
        OptionalLong checkpoint = context.getRestoredCheckpointId();
        generation = 0;
        for (Integer known : state.get()) {
            generation = Math.max(generation, known);
        }
        if (generation == 0) {
            int next = new Buckets(Path.of(changes)).nextGeneration();
            // a checkpoint of a version that had no such state: what was published last is of the same generation
            generation = checkpoint.isPresent() ? Math.max(1, next - 1) : next;
        }
        state.update(List.of(generation));
        folder = folder(checkpoint.orElse(0) + 1);
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) {
        folder = folder(context.getCheckpointId() + 1);
    }

    private String folder(long checkpoint) {
        return Buckets.name(generation, (checkpoint + CHECKPOINTS - 1) / CHECKPOINTS * CHECKPOINTS);
    }

    @Override
    public String keep(byte[] bytes, int offset, int length, String sha256) throws IOException {
        Path values = Path.of(directory);
        Path file = values.resolve(folder).resolve(sha256);
        if (!folder.equals(lasting)) {
            Files.createDirectories(values.resolve(folder));
            Disk.sync(values);
            Disk.sync(values.resolveSibling("."));
            lasting = folder;
        }
        if (!Files.exists(file)) {
            write(file, ByteBuffer.wrap(bytes, offset, length));
        }
        Disk.sync(values.resolve(folder));
        return "%s/%s/%s".formatted(values.getFileName(), folder, sha256);
    }

    /** Two readers may keep the same value at the same time: each writes its own file, and either may have the name. */
    private static void write(Path file, ByteBuffer value) throws IOException {
        Path unfinished = file.resolveSibling("." + file.getFileName() + "." + UUID.randomUUID());
        try (FileChannel channel =
                FileChannel.open(unfinished, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            int end = value.limit();
            while (value.position() < end) {
                value.limit(Math.min(end, value.position() + PIECE));
                channel.write(value);
            }
            channel.force(true);
        }
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
