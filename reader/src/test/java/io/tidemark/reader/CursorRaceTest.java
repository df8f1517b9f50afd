package io.tidemark.reader;

import static io.tidemark.reader.SinkDirectory.bucket;
import static io.tidemark.reader.SinkDirectory.part;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Random;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A writer and a retention that go on while a listing is being taken, as they do on a real file system. */
class CursorRaceTest {

    private static final int SEEDS = 3000;

    @Test
    void leavesOutNothingWhateverAListingMisses() throws IOException {
        for (int seed = 0; seed < SEEDS; seed++) {
            RacingDirectory racing = new RacingDirectory(new Random(seed), false);
            Cursor cursor = Cursor.atEarliest(racing);

            List<Part> read = readAll(cursor, racing);

            assertThat(read).as("seed %d", seed).isEqualTo(racing.script);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void leavesOutNothingSilentlyWhenTheRetentionOvertakesIt(boolean fresh) throws IOException {
        int overtaken = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            RacingDirectory racing = new RacingDirectory(new Random(seed), true);
            Part before = racing.script.get(0);
            racing.visible = 1;
            Cursor cursor = fresh ? Cursor.atEarliest(racing) : Cursor.after(racing, before);
            List<Part> read = new ArrayList<>();

            try {
                read.addAll(readAll(cursor, racing));
            } catch (RemovedException e) {
                overtaken++;
                read.clear();
            }

            if (!read.isEmpty()) {
                int from = fresh ? racing.script.indexOf(read.get(0)) : 1;
                assertThat(read).as("seed %d", seed).isEqualTo(racing.script.subList(from, racing.script.size()));
            }
        }
        assertThat(overtaken).isBetween(SEEDS / 20, SEEDS * 19 / 20);
    }

    private static List<Part> readAll(Cursor cursor, RacingDirectory racing) throws IOException {
        List<Part> read = new ArrayList<>();
        while (true) {
            boolean wasAtEnd = racing.isAtEnd();
            Part part = cursor.next();
            if (part != null) {
                read.add(part);
            } else if (wasAtEnd) {
                return read;
            }
        }
    }

    /** The files of a script become visible one by one, at any moment of any listing. */
    private static final class RacingDirectory implements ChangeListing {

        private final Random random;
        private final boolean retains;
        private final List<Part> script = new ArrayList<>();
        private int visible;
        private @Nullable Bucket keptFrom;

        RacingDirectory(Random random, boolean retains) {
            this.random = random;
            this.retains = retains;
            long checkpoint = 1;
            for (int b = 0; b < 6; b++) {
                checkpoint += 1 + random.nextInt(2);
                int parts = 1 + random.nextInt(4);
                for (int number = 0; number < parts; number++) {
                    script.add(part(bucket(checkpoint), number));
                }
            }
        }

        boolean isAtEnd() {
            return visible == script.size();
        }

        @Override
        public boolean mayHaveNewBuckets() {
            return true;
        }

        @Override
        public NavigableSet<Bucket> bucketsAfter(Bucket bucket) {
            NavigableSet<Bucket> found = new TreeSet<>();
            list(part -> part.bucket().isAfter(bucket)).forEach(part -> found.add(part.bucket()));
            return found;
        }

        @Override
        public List<Part> partsAfter(Bucket bucket, long number) {
            return list(part -> part.bucket().equals(bucket) && part.number() > number);
        }

        @Override
        public @Nullable Bucket keptFrom() {
            if (retains && visible > 0 && random.nextInt(12) == 0) {
                Bucket latest = script.get(visible - 1).bucket();
                Bucket any = script.get(random.nextInt(visible)).bucket();
                keptFrom = keptFrom == null || any.isAfter(keptFrom) ? any : keptFrom;
                assertThat(keptFrom).isLessThanOrEqualTo(latest);
            }
            return keptFrom;
        }

        /** All that was visible before it began and is kept; of what appears while it goes on, some. */
        private List<Part> list(Predicate<Part> wanted) {
            int atStart = visible;
            visible += Math.min(script.size() - visible, random.nextInt(4));
            List<Part> found = new ArrayList<>();
            for (int i = 0; i < visible; i++) {
                Part part = script.get(i);
                boolean removed = keptFrom != null && keptFrom.isAfter(part.bucket());
                if (wanted.test(part) && !removed && (i < atStart || random.nextBoolean())) {
                    found.add(part);
                }
            }
            return found;
        }
    }
}
