package io.tidemark.task;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** Reads sections whose keys are not ours, and whose values may have secrets in them. */
final class SecretTexts {

    /** Keys whose values are, or hold, a secret. */
    private static final Pattern SECRET_KEY =
            Pattern.compile(".*(password|secret|jaas\\.config|keystore\\.key|token).*");

    private final References references;
    private final String example;

    /** @param example a reference for the one who wrote a secret itself */
    SecretTexts(References references, String example) {
        this.references = references;
        this.example = example;
    }

    Map<String, SecretText> read(Section section) {
        Map<String, SecretText> texts = new LinkedHashMap<>();
        section.all().forEach((name, value) -> {
            SecretText text = value.text(references::secretText, new SecretText(""));
            if (SECRET_KEY.matcher(name.toLowerCase(Locale.ROOT)).matches()
                    && !text.secret()
                    && !text.text().isEmpty()) {
                value.problem(
                        "must hold its secret as a reference such as " + example + "; a secret itself is refused here");
            }
            texts.put(name, text);
        });
        return texts;
    }
}
