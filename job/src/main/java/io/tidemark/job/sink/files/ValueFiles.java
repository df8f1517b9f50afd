package io.tidemark.job.sink.files;

import io.tidemark.job.guard.ValueStore;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.jspecify.annotations.Nullable;

/**
 * Values as files of their own, named by what they hold, in folders that are called as the buckets of the records are.
 *
 * <p>A checkpoint's barrier is here before it is at {@link Sequence}. So a value's folder is the bucket of the record that
 * points to it or, should a checkpoint have been given up in between, a later one: never an earlier one, which the retention
 * could take away.
 */
public final class ValueFiles implements ValueStore {

    private static final long serialVersionUID = 1L;

    /** The system gets as large a buffer as it is given to write. */
    private static final int PIECE = 1 << 20;

    private final String changes;
    private final String directory;

    private transient int generation;
    private transient String bucket = "";
    private transient @Nullable Path lasting;
    private transient Map<String, String> leftOver = Map.of();

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
        bucket = Buckets.name(generation, checkpoint.orElse(0) + 1);
        leftOver = leftOver();
    }

    /** What was written after the checkpoint that the job is restored from, by the names of the files. */
    private Map<String, String> leftOver() throws IOException {
        Map<String, String> found = new HashMap<>();
        Buckets values = new Buckets(Path.of(directory));
        for (String later : values.names().tailSet(bucket)) {
            try (Stream<Path> files = Files.list(values.directory().resolve(later))) {
                files.forEach(file -> found.put(file.getFileName().toString(), later));
            }
        }
        return found;
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) {
        bucket = Buckets.name(generation, context.getCheckpointId() + 1);
    }

    @Override
    public String keep(byte[] bytes, int offset, int length, String sha256) throws IOException {
        Path values = Path.of(directory);
        Path folder = values.resolve(bucketOf(sha256));
        if (!folder.equals(lasting)) {
            Files.createDirectories(folder);
            Disk.sync(values);
            Disk.sync(values.resolveSibling("."));
            lasting = folder;
        }
        Path file = folder.resolve(sha256);
        if (!Files.exists(file)) {
            write(file, ByteBuffer.wrap(bytes, offset, length));
        }
        Disk.sync(folder);
        return "%s/%s/%s".formatted(values.getFileName(), folder.getFileName(), sha256);
    }

    /** A job that was restored meets the values again that it had kept before it failed: their files serve again. */
    private String bucketOf(String sha256) {
        String earlier = leftOver.getOrDefault(sha256, bucket);
        return Buckets.compare(earlier, bucket) < 0 ? bucket : earlier;
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
