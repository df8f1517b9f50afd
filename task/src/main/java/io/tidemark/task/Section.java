package io.tidemark.task;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** The keys and values on one level of the task file. Asking for a key makes it a known one. */
final class Section {

    private final Problems problems;
    private final String path;
    private final int line;
    private final Map<String, Value> values = new LinkedHashMap<>();
    private final Set<String> known = new LinkedHashSet<>();

    Section(Problems problems, String path, int line, MappingNode node) {
        this.problems = problems;
        this.path = path;
        this.line = line;
        for (NodeTuple entry : node.getValue()) {
            int entryLine = entry.getKeyNode().getStartMark().getLine() + 1;
            if (entry.getKeyNode() instanceof ScalarNode name) {
                add(new Value(problems, pathOf(name.getValue()), entryLine, entry.getValueNode()), name.getValue());
            } else {
                problems.add(entryLine, path, "must have names for keys, but one is a list or has keys itself");
            }
        }
    }

    private void add(Value value, String name) {
        Value first = values.putIfAbsent(name, value);
        if (first != null) {
            value.problem("is given twice, first in line " + first.line());
        }
    }

    /** The value of a key that may be left out. */
    @Nullable
    Value value(String name) {
        known.add(name);
        return values.get(name);
    }

    boolean has(String name) {
        return value(name) != null;
    }

    <T> T text(String name, Function<String, T> reader, T otherwise) {
        Value value = value(name);
        return value == null ? otherwise : value.text(reader, otherwise);
    }

    /** As {@link #text(String, Function, Object)}, with nothing instead. */
    <T> @Nullable T text(String name, Function<String, T> reader) {
        Value value = value(name);
        return value == null ? null : value.text(reader);
    }

    /** As {@link #text(String, Function, Object)}, of a key that must be there. */
    <T> T requiredText(String name, Function<String, T> reader, T instead) {
        Value value = required(name);
        return value == null ? instead : value.text(reader, instead);
    }

    <T> T section(String name, Function<Section, T> reader, T otherwise) {
        Value value = value(name);
        return value == null ? otherwise : value.section(reader, otherwise);
    }

    /** As {@link #section}, of a key that must be there. */
    <T> T requiredSection(String name, Function<Section, T> reader, T instead) {
        Value value = required(name);
        return value == null ? instead : value.section(reader, instead);
    }

    /** As {@link #section}, with nothing instead, whether it is left out or wrong. */
    <T> @Nullable T optionalSection(String name, Function<Section, T> reader) {
        Value value = value(name);
        return value == null ? null : value.section(reader);
    }

    /** The elements of a list; none if the key is left out. */
    List<Value> list(String name) {
        Value value = value(name);
        return value == null ? List.of() : value.list("must not be empty; leave the key out for all");
    }

    /** As {@link #list}, of a key that must be there. */
    List<Value> requiredList(String name) {
        Value value = required(name);
        return value == null ? List.of() : value.list("must not be empty");
    }

    /** All that is there, where the names are the user's own. */
    Map<String, Value> all() {
        known.addAll(values.keySet());
        return values;
    }

    /** Notes what is wrong with the section as a whole, whatever else is wrong with its parts. */
    void problem(String text) {
        problems.add(line, path, text);
    }

    void problem(String name, String text) {
        Value value = values.get(name);
        problems.add(value == null ? line : value.line(), pathOf(name), text);
    }

    /** Notes each key that nobody has asked for. */
    void refuseUnknownKeys() {
        values.forEach((name, value) -> {
            if (!known.contains(name)) {
                value.problem("is not a key of the task file; " + KnownKeys.hint(name, known));
            }
        });
    }

    private @Nullable Value required(String name) {
        Value value = value(name);
        if (value == null) {
            problem(name, "is missing");
        }
        return value;
    }

    private String pathOf(String name) {
        return path.isEmpty() ? name : path + '.' + name;
    }
}
