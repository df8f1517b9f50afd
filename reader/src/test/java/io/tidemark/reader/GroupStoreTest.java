package io.tidemark.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GroupStoreTest {

    private static final GroupName NAME = new GroupName("billing");
    private static final Part PART = SinkDirectory.part(new Bucket(1, 12), 3);

    private final Path directory;

    GroupStoreTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @Test
    void keepsThePositionUntilItIsReplacedOrForgotten() throws IOException {
        try (GroupStore store = GroupStore.open(directory, NAME)) {
            assertThat(store.load()).isNull();

            store.save(GroupPosition.movedTo(new Place(PART, 5)));
            store.save(GroupPosition.movedTo(new Place(PART, 7)));
            assertThat(store.load()).isEqualTo(GroupPosition.movedTo(new Place(PART, 7)));

            store.forget();
            assertThat(store.load()).isNull();
        }
    }

    @Test
    void isNotMisledByASaveThatWasCutShort() throws IOException {
        try (GroupStore store = GroupStore.open(directory, NAME)) {
            store.save(GroupPosition.movedTo(new Place(PART, 5)));
            Files.writeString(directory.resolve("groups/.billing.json.tmp"), "{\"version\":1,");

            assertThat(store.load()).isEqualTo(GroupPosition.movedTo(new Place(PART, 5)));
            store.save(GroupPosition.movedTo(new Place(PART, 7)));
            assertThat(store.load()).isEqualTo(GroupPosition.movedTo(new Place(PART, 7)));
        }
    }

    @Test
    void saysWhereAPositionIsDamagedAndTheWayOut() throws IOException {
        try (GroupStore store = GroupStore.open(directory, NAME)) {
            Path file = directory.resolve("groups/billing.json");
            Files.writeString(file, "{}");

            assertThatThrownBy(store::load)
                    .isInstanceOf(ReaderException.class)
                    .hasMessage(
                            "the position of group 'billing' cannot be read from '%s': its 'version' should be 1, but is missing."
                                            .formatted(file)
                                    + " Say where the group goes on: --from earliest, --from latest or --from TIME");
        }
    }

    @Test
    void refusesASecondConsumerOfAGroupButNotOfAnother() throws IOException {
        try (GroupStore held = GroupStore.open(directory, NAME);
                GroupStore other = GroupStore.open(directory, new GroupName("audit"))) {
            assertThat(other.name()).isNotEqualTo(held.name());
            assertThatThrownBy(() -> GroupStore.open(directory, NAME))
                    .isInstanceOf(ReaderException.class)
                    .hasMessage(
                            "group 'billing' is being read by another consumer (process %d): a group has one at a time."
                                            .formatted(ProcessHandle.current().pid())
                                    + " Stop that one, or read as another group");
        }

        try (GroupStore again = GroupStore.open(directory, NAME)) {
            assertThat(again.load()).isNull();
        }
    }
}
