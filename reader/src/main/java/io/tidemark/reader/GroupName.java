package io.tidemark.reader;

import java.util.regex.Pattern;

/** The name of a consumer group; also the name of its files. */
record GroupName(String value) {

    private static final Pattern ALLOWED = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]{0,127}");

    GroupName {
        if (!isOne(value)) {
            throw new IllegalArgumentException(
                    "must be 1 to 128 of A-Z, a-z, 0-9, '.', '_' and '-', and not begin with '.', but was '" + value
                            + "'");
        }
    }

    static boolean isOne(String text) {
        return ALLOWED.matcher(text).matches();
    }

    @Override
    public String toString() {
        return value;
    }
}
