package io.tidemark.reader;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;

/** Counts the records behind any number of places, in one walk over the files. */
final class RecordCounts {

    private static final int CHUNK = 256 * 1024;

    private static final Comparator<Place> ORDER_OF_FILES = Comparator.comparing(
                    (Place place) -> place.part().bucket())
            .thenComparingLong(place -> place.part().number());

    private final ChangeFiles files;
    private final byte[] chunk = new byte[CHUNK];

    RecordCounts(ChangeFiles files) {
        this.files = files;
    }

    /**
     * How many records are visible behind each of the places, but for those in files that were not met on the way.
     *
     * @throws RemovedException if what was about to be counted was removed
     */
    Map<Place, Long> behind(Collection<Place> places) throws IOException {
        Map<Place, Long> counts = new HashMap<>();
        if (places.isEmpty()) {
            return counts;
        }
        Part hindmost = Collections.min(places, ORDER_OF_FILES).part();
        Cursor cursor = Cursor.after(files, hindmost);
        for (Part part = hindmost; part != null; part = cursor.next()) {
            if (!counts.isEmpty()) {
                long whole = records(new Place(part, 0));
                counts.replaceAll((place, count) -> count + whole);
            }
            for (Place place : places) {
                if (place.part().equals(part)) {
                    counts.put(place, records(place));
                }
            }
        }
        return counts;
    }

    private long records(Place place) throws IOException {
        return place.part().isContainer() ? recordsOfContainer(place) : lines(place);
    }

    private long recordsOfContainer(Place place) throws IOException {
        try (ContainerReader reader = ContainerReader.open(files, place)) {
            return reader.count();
        }
    }

    private long lines(Place place) throws IOException {
        try (FileChannel channel = FileChannel.open(files.path(place.part()), StandardOpenOption.READ)) {
            channel.position(place.offset());
            long records = 0;
            ByteBuffer buffer = ByteBuffer.wrap(chunk);
            for (int length = channel.read(buffer); length >= 0; length = channel.read(buffer.clear())) {
                records += lineEnds(length);
            }
            return records;
        } catch (NoSuchFileException e) {
            throw RemovedException.gone(place.part());
        }
    }

    private int lineEnds(int length) {
        int ends = 0;
        for (int i = 0; i < length; i++) {
            if (chunk[i] == '\n') {
                ends++;
            }
        }
        return ends;
    }
}
