package io.tidemark.job.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.job.source.TypeCase.Group;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** {@code docs/types.md}, as it follows from what was published. */
final class TypesDoc {

    private static final Path FILE = Path.of("..", "docs", "types.md");

    private static final String WRITE = "write.types";

    private static final String REMEDY =
            "docs/types.md is not what was published: look at the difference, and if it is right, write the page anew with mvn verify -pl job -am -Dit.test=TypesIT -D"
                    + WRITE
                    + "=true -Dtest=None -Dsurefire.failIfNoSpecifiedTests=false -Dfailsafe.failIfNoSpecifiedTests=false";

    private static final int LONGEST = 120;

    private static final Pattern RUN = Pattern.compile("(.)\\1{40,}");

    private static final String INTRODUCTION = """
            # What becomes of each type

            Every type that PostgreSQL has, and what extends them, as it arrives in the [record](record.md). `TypesIT` wrote this page: on
            PostgreSQL 14, 15, 16, 17 and 18 it has the server hold each of these values, has the job read them from the snapshot and from the
            stream, and compares both with the text that the server itself prints in a session in UTC.

            NULL is `null` for every type. The zone here is UTC (`normalise.zone: "+00:00"`); what else
            [is changed on the way](record.md#what-is-changed-on-the-way) holds for the values within others too. A run of one character is
            shortened: `x…×1000` is a thousand of it.

            """;

    private final List<String> rows = new ArrayList<>();
    private final StringBuilder text = new StringBuilder(INTRODUCTION);

    /** @param json what was published, by the type and the value as it is written in SQL */
    TypesDoc(Map<TypeCase, List<String>> json) {
        for (Group group : Group.values()) {
            text.append("## ").append(group.title()).append("\n\n| type | in SQL | in the record |\n|---|---|---|\n");
            json.forEach((type, values) -> {
                if (type.group() == group) {
                    append(type, values);
                }
            });
            text.append('\n');
            if (group == Group.USER) {
                text.append("They were made by\n\n```sql\n")
                        .append(String.join(";\n", TypeCases.SETUP))
                        .append(";\n```\n\n");
            }
        }
        text.append("No statement can make a value of ")
                .append(TypeCases.WITHOUT_VALUES.stream().map(TypesDoc::code).collect(Collectors.joining(", ")))
                .append(": a column of theirs holds NULL.\n");
    }

    private void append(TypeCase type, List<String> json) {
        String name = code(type.type()) + (type.since() > 14 ? " (from %d)".formatted(type.since()) : "");
        for (int i = 0; i < json.size(); i++) {
            String row = "| %s | %s | %s |\n".formatted(name, code(type.values().get(i)), code(json.get(i)));
            rows.add(row);
            text.append(row);
        }
    }

    /** In a table's cell a bar ends the cell, even within code. */
    private static String code(String text) {
        Matcher run = RUN.matcher(text);
        String shown = text.length() > LONGEST
                ? run.replaceAll(match -> Matcher.quoteReplacement(
                        match.group(1) + "…×" + match.group().length()))
                : text;
        return '`' + shown.replace("|", "\\|") + '`';
    }

    /**
     * Fails unless the page in the tree says what was published; or writes it, if it is asked to.
     *
     * @param whole whether these are all types that there are on the page
     */
    void check(boolean whole) throws IOException {
        if (Boolean.getBoolean(WRITE)) {
            if (whole) {
                Files.writeString(FILE, text.toString());
            }
            return;
        }
        String page = Files.exists(FILE) ? Files.readString(FILE) : "";
        if (whole) {
            assertThat(page).as(REMEDY).isEqualTo(text.toString());
        }
        assertThat(page.lines().map(line -> line + "\n")).as(REMEDY).containsAll(rows);
    }
}
