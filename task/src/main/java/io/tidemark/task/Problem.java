package io.tidemark.task;

import java.io.Serializable;

/**
 * One thing that is wrong with a task file.
 *
 * @param line where, from 1; for something that is missing, where it belongs
 * @param key what, as a path: {@code source.port}, {@code objects[1].columns}; empty for the file itself
 * @param text a phrase that goes on from the key: what is allowed, and what was seen instead
 */
public record Problem(int line, String key, String text) implements Serializable {

    /** As compilers write it: {@code shop.yaml:12: source.port: must be ...}. */
    String inFile(String file) {
        return file + ':' + line + ": " + (key.isEmpty() ? "" : key + ": ") + text;
    }
}
