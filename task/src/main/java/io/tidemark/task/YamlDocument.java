package io.tidemark.task;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.reader.ReaderException;

/** A YAML file as the nodes it is made of: each knows its line, and no object is made of any. */
final class YamlDocument {

    private YamlDocument() {}

    /** The one document of the file; {@code null} if it cannot be read, which is then noted. */
    static @Nullable Node read(Path file, Problems problems) {
        try {
            Node node = new Yaml(new LoaderOptions()).compose(new StringReader(Files.readString(file)));
            if (node == null) {
                problems.add(1, "", "the file is empty");
            }
            return node;
        } catch (NoSuchFileException missing) {
            problems.add(1, "", "the file does not exist");
        } catch (CharacterCodingException notText) {
            problems.add(1, "", "the file is not UTF-8 text");
        } catch (IOException unreadable) {
            problems.add(1, "", "the file cannot be read: " + unreadable.getMessage());
        } catch (MarkedYAMLException wrong) {
            addSyntax(wrong, problems);
        } catch (ReaderException wrong) {
            problems.add(1, "", "a character at offset %d is not allowed in YAML".formatted(wrong.getPosition()));
        } catch (YAMLException wrong) {
            problems.add(1, "", "the file cannot be read as YAML");
        }
        return null;
    }

    private static void addSyntax(MarkedYAMLException wrong, Problems problems) {
        Mark mark = wrong.getProblemMark();
        String text = String.valueOf(wrong.getProblem());
        // these two quote the text after '*' or '!', which may be a password that was not put in quotes
        if (text.startsWith("found undefined alias") || text.startsWith("found undefined tag handle")) {
            text = "a value that begins with '*' or '!' must be in quotes";
        }
        problems.add(
                mark == null ? 1 : mark.getLine() + 1,
                "",
                "not YAML%s: %s".formatted(mark == null ? "" : " at column " + (mark.getColumn() + 1), text));
    }
}
