package io.tidemark.task;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a secret is kept: {@code ${env:NAME}} or {@code ${file:/path}}. The value is never part of it, so that it can be
 * printed and serialised; each use reads the value anew, so that a password may be changed while a task runs.
 *
 * @param kept the kind of place
 * @param name the environment variable, or the absolute path of the file
 */
public record Secret(Place kept, String name) implements Serializable {

    static final Pattern REFERENCE = Pattern.compile("\\$\\{(env|file):([^{}]+)}");

    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    private static final Pattern LINE_END = Pattern.compile("\\r?\\n\\z");

    /** The kinds of place that a secret is kept in. */
    public enum Place {
        ENV,
        FILE
    }

    /**
     * Reads a reference.
     *
     * @param folder what a relative path starts from
     * @throws IllegalArgumentException if it is not one; the message has nothing of the text, which may be a secret
     */
    public static Secret parse(String text, Path folder) {
        Matcher reference = REFERENCE.matcher(text);
        if (!reference.matches()) {
            throw new IllegalArgumentException("must be a reference such as ${env:SHOP_PASSWORD} or"
                    + " ${file:/run/secrets/shop}; a secret itself is refused here");
        }
        return of(reference.group(1), reference.group(2), folder);
    }

    static Secret of(String place, String name, Path folder) {
        if (place.equals("file")) {
            return new Secret(Place.FILE, folder.resolve(name).normalize().toString());
        }
        if (!VARIABLE.matcher(name).matches()) {
            throw new IllegalArgumentException("must name an environment variable after 'env:': letters, digits and _");
        }
        return new Secret(Place.ENV, name);
    }

    /**
     * The value, of a file's without the line end that an editor leaves. It goes to where it is needed and nowhere else.
     *
     * @throws SecretUnavailableException if it is not there
     */
    public String reveal() {
        return reveal(System.getenv());
    }

    String reveal(Map<String, String> environment) {
        String value = kept == Place.FILE ? fromFile() : environment.get(name);
        if (value == null) {
            throw new SecretUnavailableException("the environment variable '" + name + "' is not set");
        }
        if (value.isEmpty()) {
            throw new SecretUnavailableException(this + " is empty");
        }
        return value;
    }

    /** The reference, as the task file has it. */
    @Override
    public String toString() {
        return "${" + Choice.key(kept) + ':' + name + '}';
    }

    private String fromFile() {
        try {
            return LINE_END.matcher(Files.readString(Path.of(name))).replaceFirst("");
        } catch (NoSuchFileException missing) {
            throw new SecretUnavailableException("the file '" + name + "' does not exist");
        } catch (IOException unreadable) {
            // without the cause: what a file's reading says may be about what is in it
            throw new SecretUnavailableException("the file '" + name + "' cannot be read as UTF-8 text");
        }
    }
}
