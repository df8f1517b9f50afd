package io.tidemark.task;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** An enum's constants as the task file spells them: in small letters, dashes for underscores. */
final class Choice {

    private Choice() {}

    static String key(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static <E extends Enum<E>> E parse(Class<E> type, String text) {
        for (E constant : type.getEnumConstants()) {
            if (key(constant).equals(text)) {
                return constant;
            }
        }
        String known = Arrays.stream(type.getEnumConstants()).map(Choice::key).collect(Collectors.joining(", "));
        throw new IllegalArgumentException("must be one of " + known + ", but was '" + text + "'");
    }
}
