package io.tidemark.reader;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Where the groups of a sink's directory keep what they remember: for each {@code NAME.json}, which makes it a group, and
 * {@code NAME.lock}.
 */
record GroupFolder(Path path) {

    private static final String POSITION = ".json";

    static GroupFolder of(Path sinkDirectory) {
        return new GroupFolder(sinkDirectory.resolve("groups"));
    }

    void create() throws IOException {
        Files.createDirectories(path);
    }

    Path position(GroupName group) {
        return path.resolve(group + POSITION);
    }

    Path lock(GroupName group) {
        return path.resolve(group + ".lock");
    }

    boolean holds(GroupName group) {
        return Files.exists(position(group));
    }

    /** The names of all groups, in alphabetical order. */
    List<GroupName> names() throws IOException {
        List<GroupName> names = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(path, "*" + POSITION)) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                name = name.substring(0, name.length() - POSITION.length());
                if (GroupName.isOne(name)) {
                    names.add(new GroupName(name));
                }
            }
        } catch (NoSuchFileException e) {
            return names; // nobody has read yet
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        names.sort(Comparator.comparing(GroupName::value));
        return names;
    }
}
