package io.tidemark.embedded.run;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What a stack trace that Flink hands out means for the operator: our own refusals are whole sentences, and the last
 * cause is what really happened; all between is Flink's.
 */
final class RootCause {

    private static final String CAUSED_BY = "Caused by: ";
    private static final String CLIENT_FAILED = "The program finished with the following exception:";

    /** Around an exception whose class the reader may not have, Flink writes its own name in front. */
    private static final Pattern SERIALIZED =
            Pattern.compile("^(org\\.apache\\.flink\\.util\\.SerializedThrowable: )+");

    private static final Pattern HEAD = Pattern.compile("(?s)(?<type>[\\w.$]+)(?:: (?<message>.*))?");

    private RootCause() {}

    /** One or two sentences, each on its line; never a class of Flink's when there is anything better. */
    static String of(String stackTrace) {
        List<Link> chain = chain(stackTrace);
        if (chain.isEmpty()) {
            return stackTrace.strip();
        }
        Link last = chain.get(chain.size() - 1);
        return chain.stream()
                .filter(Link::isOurs)
                .reduce((outer, inner) -> inner)
                .map(ours -> ours.tells(last) ? ours.text() : ours.text() + "\n" + last.text())
                .orElseGet(last::text);
    }

    /** One exception of the chain. */
    private record Link(String type, String message) {

        boolean isOurs() {
            return type.startsWith("io.tidemark.") && !message.isEmpty();
        }

        /** Whether the other one would add nothing; a message of one word is no sentence that could be quoted. */
        boolean tells(Link other) {
            return equals(other) || (other.message.contains(" ") && message.contains(other.message));
        }

        String text() {
            if (isOurs()) {
                return message;
            }
            String simple = type.substring(type.lastIndexOf('.') + 1);
            return message.isEmpty() ? simple : simple + ": " + message;
        }
    }

    private static List<Link> chain(String stackTrace) {
        List<Link> chain = new ArrayList<>();
        StringBuilder head = new StringBuilder();
        boolean inHead = !stackTrace.contains(CLIENT_FAILED);
        for (String line : stackTrace.lines().toList()) {
            String stripped = line.strip();
            if (stripped.startsWith(CAUSED_BY) || stripped.equals(CLIENT_FAILED)) {
                add(chain, head);
                inHead = true;
                head.append(stripped.startsWith(CAUSED_BY) ? stripped.substring(CAUSED_BY.length()) : "");
            } else if (stripped.startsWith("at ") || stripped.matches("\\.\\.\\. \\d+ more")) {
                inHead = false;
            } else if (inHead) {
                head.append(head.isEmpty() ? "" : "\n").append(line);
            }
        }
        add(chain, head);
        return chain;
    }

    private static void add(List<Link> chain, StringBuilder head) {
        String text = SERIALIZED.matcher(head.toString().strip()).replaceFirst("");
        head.setLength(0);
        var matcher = HEAD.matcher(text);
        if (matcher.matches()) {
            String message = matcher.group("message");
            chain.add(new Link(matcher.group("type"), message == null ? "" : message.strip()));
        }
    }
}
