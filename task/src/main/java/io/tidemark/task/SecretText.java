package io.tidemark.task;

import java.io.Serializable;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;

/**
 * A text with any number of secrets in it, such as a Kafka client's login.
 *
 * @param text with references where the secrets belong
 */
public record SecretText(String text) implements Serializable {

    /**
     * Reads a text with references.
     *
     * @param folder what the relative paths in it start from
     * @throws IllegalArgumentException if a reference in it is not well formed; the message has nothing of the text
     */
    static SecretText parse(String text, Path folder) {
        Matcher references = Secret.REFERENCE.matcher(text);
        if (references.replaceAll("").contains("${")) {
            throw new IllegalArgumentException("must have '${' only in references such as ${env:KAFKA_PASSWORD} or"
                    + " ${file:/run/secrets/kafka}");
        }
        return new SecretText(references.replaceAll(
                found -> Matcher.quoteReplacement(secret(found, folder).toString())));
    }

    /** Whether the text has a secret in it. */
    public boolean secret() {
        return Secret.REFERENCE.matcher(text).find();
    }

    /**
     * The text with its secrets. It goes to where it is needed and nowhere else.
     *
     * @throws SecretUnavailableException if one of them is not there
     */
    public String reveal() {
        return reveal(System.getenv());
    }

    String reveal(Map<String, String> environment) {
        return Secret.REFERENCE
                .matcher(text)
                .replaceAll(found ->
                        Matcher.quoteReplacement(secret(found, Path.of("/")).reveal(environment)));
    }

    /** The text with references, as the task file has it. */
    @Override
    public String toString() {
        return text;
    }

    private static Secret secret(MatchResult reference, Path folder) {
        return Secret.of(reference.group(1), reference.group(2), folder);
    }
}
