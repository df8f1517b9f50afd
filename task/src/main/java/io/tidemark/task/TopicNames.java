package io.tidemark.task;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.Serializable;
import java.util.regex.Pattern;

/**
 * The names of a task's topics, as {@code sink.kafka.topic} tells them: one for all tables, or one for each.
 *
 * @param text a topic, or one with {@code {schema}} and {@code {table}} in it
 */
public record TopicNames(String text) implements Serializable {

    /** As Kafka has it, in characters. */
    public static final int LONGEST = 249;

    private static final String SCHEMA = "{schema}";
    private static final String TABLE = "{table}";
    private static final String DEAD_LETTER = ".dead-letter";
    private static final int LONGEST_BEFORE_DEAD_LETTER = LONGEST - DEAD_LETTER.length();
    private static final Pattern LITERAL = Pattern.compile("[a-zA-Z0-9._-]+");

    /** Begins as no other task does, and parts the two names by what is in neither. */
    private static final Pattern PER_TABLE =
            Pattern.compile("[a-zA-Z0-9][^{]*\\{(schema|table)}[^{]*\\.[^{]*\\{(schema|table)}[^{]*");

    /** What a name of a schema or table can become. */
    private static final String PLACE = "[a-zA-Z0-9_-]+";

    /** @throws IllegalArgumentException with what it takes if the text is something else */
    static TopicNames parse(String text) {
        boolean perTable = text.indexOf('{') >= 0;
        String literal = text.replaceFirst("\\{schema}", "").replaceFirst("\\{table}", "");
        if (!LITERAL.matcher(literal).matches()
                || literal.length() > LONGEST_BEFORE_DEAD_LETTER
                || text.equals(".")
                || text.equals("..")) {
            throw new IllegalArgumentException(
                    "must be 1 to %d of the characters a-z, A-Z, 0-9, '.', '_' and '-', and may have {schema} and {table} in it, but was '%s'"
                            .formatted(LONGEST_BEFORE_DEAD_LETTER, text));
        }
        if (perTable && !PER_TABLE.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "must begin with a name of the task's own and have both {schema} and {table}, with a '.' between them, like shop.{schema}.{table}, but was '%s'"
                            .formatted(text));
        }
        return new TopicNames(text);
    }

    /** Whether each table has a topic of its own. */
    public boolean isPerTable() {
        return text.contains(TABLE);
    }

    /**
     * The topic of a table. Two tables never have the same: of their names, what is not a letter, a digit or {@code _} becomes
     * {@code -} and two hexadecimal digits for each byte of UTF-8. May be longer than {@link #LONGEST}.
     */
    public String of(String schema, String table) {
        return isPerTable() ? text.replace(SCHEMA, escaped(schema)).replace(TABLE, escaped(table)) : text;
    }

    private static String escaped(String name) {
        StringBuilder escaped = new StringBuilder();
        for (byte b : name.getBytes(UTF_8)) {
            if (isPlain(b)) {
                escaped.append((char) b);
            } else {
                escaped.append("-%02x".formatted(b & 0xff));
            }
        }
        return escaped.toString();
    }

    private static boolean isPlain(byte b) {
        return (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z') || (b >= '0' && b <= '9') || b == '_';
    }

    /** Whether a topic can be one of these. */
    public boolean include(String topic) {
        return isPerTable() ? topic.matches(regex()) : topic.equals(text);
    }

    /** What all of them match, and nothing else. */
    public String regex() {
        return Pattern.quote(text).replace(SCHEMA, "\\E" + PLACE + "\\Q").replace(TABLE, "\\E" + PLACE + "\\Q");
    }

    /** What all of them begin with. */
    public String prefix() {
        return isPerTable() ? text.substring(0, text.indexOf('{')) : text;
    }

    /** The topic of what could not be published. */
    public String deadLetters() {
        return (isPerTable() ? prefix().replaceFirst("[._-]+$", "") : text) + DEAD_LETTER;
    }
}
