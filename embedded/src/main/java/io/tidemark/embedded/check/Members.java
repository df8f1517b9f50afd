package io.tidemark.embedded.check;

import com.fasterxml.jackson.core.JsonToken;
import io.tidemark.embedded.check.Json.Scalar;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The members of a JSON object, asked for by name and by what they should be. */
record Members(Map<String, Object> members) {

    /** Thrown when a record does not have the form that is published. */
    static final class Malformed extends Exception {

        private static final long serialVersionUID = 1;

        private final String problem;

        Malformed(String problem) {
            super(problem);
            this.problem = problem;
        }

        String problem() {
            return problem;
        }
    }

    boolean has(String name) {
        return members.containsKey(name);
    }

    /** Its names in order. */
    List<String> names() {
        return List.copyOf(members.keySet());
    }

    String string(String name) throws Malformed {
        return scalar(name, JsonToken.VALUE_STRING).text();
    }

    long number(String name) throws Malformed {
        return Long.parseUnsignedLong(scalar(name, JsonToken.VALUE_NUMBER_INT).text());
    }

    boolean flag(String name) throws Malformed {
        if (!(members.get(name) instanceof Scalar scalar) || !scalar.token().isBoolean()) {
            throw new Malformed("'%s' is not true or false".formatted(name));
        }
        return scalar.token() == JsonToken.VALUE_TRUE;
    }

    /** An object, or {@code null} where the member is JSON's null. */
    @Nullable
    Members objectOrNull(String name) throws Malformed {
        Object value = members.get(name);
        if (value instanceof Scalar scalar && scalar.token() == JsonToken.VALUE_NULL) {
            return null;
        }
        return object(name);
    }

    @SuppressWarnings("unchecked") // Json makes maps of members only
    Members object(String name) throws Malformed {
        if (!(members.get(name) instanceof Map<?, ?> object)) {
            throw new Malformed("'%s' is not an object".formatted(name));
        }
        return new Members((Map<String, Object>) object);
    }

    /** The texts of an array of strings; empty where the member is missing. */
    List<String> stringsIfThere(String name) throws Malformed {
        if (!has(name)) {
            return List.of();
        }
        if (!(members.get(name) instanceof List<?> list)
                || !list.stream().allMatch(e -> e instanceof Scalar s && s.token() == JsonToken.VALUE_STRING)) {
            throw new Malformed("'%s' is not an array of names".formatted(name));
        }
        return list.stream().map(element -> ((Scalar) element).text()).toList();
    }

    @Nullable
    Scalar scalarIfThere(String name) {
        return members.get(name) instanceof Scalar scalar ? scalar : null;
    }

    boolean isNull(String name) {
        return members.get(name) instanceof Scalar scalar && scalar.token() == JsonToken.VALUE_NULL;
    }

    private Scalar scalar(String name, JsonToken token) throws Malformed {
        if (!(members.get(name) instanceof Scalar scalar) || scalar.token() != token) {
            throw new Malformed("'%s' is %s".formatted(name, has(name) ? "not of type " + token : "missing"));
        }
        return scalar;
    }
}
