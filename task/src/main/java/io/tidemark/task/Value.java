package io.tidemark.task;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * A value in the task file, with the key and the line that its problems are told with. Where it is not what a reader
 * asks for, that is noted and the reader goes on with what it gave instead, so that all problems are found in one pass.
 *
 * @param line where its key stands, from 1
 */
record Value(Problems problems, String key, int line, Node node) {

    /** The text as the file has it, {@code 0x10} and {@code 01} included: YAML's own idea of numbers and booleans is not asked. */
    <T> T text(Function<String, T> reader, T instead) {
        T read = text(reader);
        return read == null ? instead : read;
    }

    /** As {@link #text(Function, Object)}, with nothing instead. */
    <T> @Nullable T text(Function<String, T> reader) {
        if (!(node instanceof ScalarNode scalar) || isEmpty()) {
            wrongType("one value");
            return null;
        }
        try {
            return reader.apply(scalar.getValue());
        } catch (IllegalArgumentException wrong) {
            problem(String.valueOf(wrong.getMessage()));
            return null;
        }
    }

    /** The keys below; a problem of the whole is told only if there is none of a part. */
    <T> T section(Function<Section, T> reader, T instead) {
        T read = section(reader);
        return read == null ? instead : read;
    }

    /** As {@link #section(Function, Object)}, with nothing instead. */
    <T> @Nullable T section(Function<Section, T> reader) {
        if (!(node instanceof MappingNode mapping)) {
            wrongType("keys with values");
            return null;
        }
        int before = problems.count();
        Section section = new Section(problems, key, line, mapping);
        try {
            T read = reader.apply(section);
            section.refuseUnknownKeys();
            return read;
        } catch (IllegalArgumentException wrong) {
            section.refuseUnknownKeys();
            if (problems.count() == before) {
                problem(String.valueOf(wrong.getMessage()));
            }
            return null;
        }
    }

    /**
     * The elements; there must be one at least.
     *
     * @param empty the problem if there is none
     */
    List<Value> list(String empty) {
        if (!(node instanceof SequenceNode sequence)) {
            wrongType("a list");
            return List.of();
        }
        List<Value> elements = new ArrayList<>();
        for (Node element : sequence.getValue()) {
            String elementKey = key + '[' + elements.size() + ']';
            elements.add(new Value(problems, elementKey, element.getStartMark().getLine() + 1, element));
        }
        if (elements.isEmpty()) {
            problem(empty);
        }
        return elements;
    }

    void problem(String text) {
        problems.add(line, key, text);
    }

    private boolean isEmpty() {
        return Tag.NULL.equals(node.getTag());
    }

    private void wrongType(String expected) {
        // never the value itself: it may be a secret in the wrong place
        problem("must be " + expected + ", but " + (isEmpty() ? "is empty" : "is " + type()));
    }

    private String type() {
        return node instanceof MappingNode ? "keys with values" : node instanceof SequenceNode ? "a list" : "one value";
    }
}
