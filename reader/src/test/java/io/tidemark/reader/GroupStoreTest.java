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

    private final GroupFolder folder;
    private final GroupStore store;

    GroupStoreTest(@TempDir Path directory) throws IOException {
        this.folder = GroupFolder.of(directory);
        this.store = new GroupStore(folder, NAME);
        folder.create();
    }

    @Test
    void keepsThePositionUntilItIsReplacedOrDeleted() throws IOException {
        assertThat(store.load()).isNull();

        store.save(GroupPosition.movedTo(new Place(PART, 5)));
        store.save(GroupPosition.movedTo(new Place(PART, 7)));
        assertThat(store.load()).isEqualTo(GroupPosition.movedTo(new Place(PART, 7)));

        store.delete();
        assertThat(store.load()).isNull();
    }

    @Test
    void isNotMisledByASaveThatWasCutShort() throws IOException {
        store.save(GroupPosition.movedTo(new Place(PART, 5)));
        Files.writeString(folder.path().resolve(".billing.json.tmp"), "{\"version\":1,");

        assertThat(store.load()).isEqualTo(GroupPosition.movedTo(new Place(PART, 5)));
        store.save(GroupPosition.movedTo(new Place(PART, 7)));
        assertThat(store.load()).isEqualTo(GroupPosition.movedTo(new Place(PART, 7)));
    }

    @Test
    void saysWhereAPositionIsDamagedAndTheWayOut() throws IOException {
        Path file = Files.writeString(folder.position(NAME), "{}");

        assertThatThrownBy(store::load)
                .isInstanceOf(ReaderException.class)
                .hasMessage(
                        "the position of group 'billing' cannot be read from '%s': its 'version' should be 1, but is missing."
                                        .formatted(file)
                                + " Say where the group goes on: --from earliest, --from latest or --from TIME");
    }
}
