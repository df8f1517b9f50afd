package io.tidemark.reader;

import io.tidemark.reader.Container.Head;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Reads the records of a container. A place in it is the byte at which a record, or the block whose first it is, begins; or the
 * file's end.
 */
final class ContainerReader implements PartReader {

    private final Part part;
    private final Container container;

    /** Where the next block begins, and within it the next record: 0 for its first. */
    private long block;

    private long record;

    private ContainerReader(Part part, Container container) {
        this.part = part;
        this.container = container;
        this.block = container.firstBlock();
    }

    static ContainerReader open(ChangeFiles files, Place place) throws IOException {
        Container container = Container.open(files, place.part());
        try {
            ContainerReader reader = new ContainerReader(place.part(), container);
            reader.moveTo(place.offset());
            return reader;
        } catch (IOException | RuntimeException e) {
            container.close();
            throw e;
        }
    }

    /** From block to block, which takes as many looks into the file as it has blocks before the place. */
    private void moveTo(long offset) throws IOException {
        while (offset > block && block < container.size()) {
            Head head = container.head(block);
            if (offset < head.end()) {
                record = offset;
                read(head); // shows whether there is such a record
                return;
            }
            block = head.end();
        }
        if (offset != 0 && offset != block) {
            throw noRecord(offset);
        }
    }

    private ReaderException noRecord(long offset) {
        return new ReaderException(
                "byte %d of %s is not where a record ends: the file has %d bytes and is not the one that was read"
                        .formatted(offset, part, container.size()));
    }

    @Override
    public @Nullable Block next() throws IOException {
        return nextRecords();
    }

    private @Nullable RecordBlock nextRecords() throws IOException {
        while (block < container.size()) {
            Head head = container.head(block);
            RecordBlock records = read(head);
            block = head.end();
            record = 0;
            if (records.size() > 0) {
                return records;
            }
        }
        return null;
    }

    private RecordBlock read(Head head) throws IOException {
        RecordBlock records = RecordBlock.read(part, container, head, record);
        if (record != 0 && !records.beginsAt(record)) {
            throw noRecord(record);
        }
        return records;
    }

    @Override
    public @Nullable Block last() throws IOException {
        long last = -1;
        for (long at = container.firstBlock();
                at < container.size();
                at = container.head(at).end()) {
            last = at;
        }
        block = last < 0 ? container.size() : last;
        record = 0;
        return nextRecords();
    }

    /** How many records are left; of all blocks but the first, their heads tell. */
    long count() throws IOException {
        long count = 0;
        if (record != 0) {
            RecordBlock begun = nextRecords();
            count = begun == null ? 0 : begun.size();
        }
        while (block < container.size()) {
            Head head = container.head(block);
            count += head.records();
            block = head.end();
        }
        return count;
    }

    @Override
    public boolean isEmpty() {
        return container.firstBlock() == container.size();
    }

    @Override
    public void close() throws IOException {
        container.close();
    }
}
