package io.tidemark.reader;

import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Copies records to the output and saves the group's position behind them: never before they are out, and not for each,
 * so that a consumer that is killed may repeat what it wrote since the last save and leaves out nothing.
 */
final class Copy {

    private static final long SAVE_EVERY = Duration.ofMillis(200).toNanos();

    private final Blocks blocks;
    private final Output output;
    private final GroupStore store;
    private @Nullable GroupPosition unsaved;
    private long savedAt = System.nanoTime();

    Copy(Blocks blocks, Output output, GroupStore store) {
        this.blocks = blocks;
        this.output = output;
        this.store = store;
    }

    /** @throws OutputException if the output failed; the position then stays where it was last saved */
    Outcome run(AtEnd atEnd, StopSignal stop) throws IOException {
        try {
            Outcome outcome = copy(atEnd, stop);
            save();
            return outcome;
        } catch (OutputException e) {
            if (e.isClosedPipe()) {
                return Outcome.OUTPUT_CLOSED;
            }
            throw e;
        } catch (IOException | ReaderException e) {
            save(); // what is out is out, whatever is wrong with what comes next
            throw e;
        }
    }

    private Outcome copy(AtEnd atEnd, StopSignal stop) throws IOException {
        while (!stop.isRequested()) {
            long began = System.nanoTime();
            Block block = blocks.next();
            if (block != null) {
                pass(block);
            } else if (atEnd == AtEnd.RETURN) {
                return Outcome.AT_END;
            } else {
                stop.pause(Rest.after(System.nanoTime() - began));
            }
            if (System.nanoTime() - savedAt >= SAVE_EVERY) {
                save();
            }
        }
        return Outcome.STOPPED;
    }

    private void pass(Block block) throws OutputException {
        GroupPosition after = GroupPosition.after(block); // first, since it fails if the block is damaged
        output.write(block.bytes());
        unsaved = after;
    }

    private void save() throws IOException {
        if (unsaved != null) {
            output.sync();
            store.save(unsaved);
            unsaved = null;
        }
        savedAt = System.nanoTime();
    }
}
