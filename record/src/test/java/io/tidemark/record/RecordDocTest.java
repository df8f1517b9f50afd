package io.tidemark.record;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** {@code docs/record.md} is true. */
class RecordDocTest {

    private static final Path DOC = Path.of("../docs/record.md");
    private static final Pattern EXAMPLE = Pattern.compile("```json\n(.*?)\n```", Pattern.DOTALL);
    private static final Pattern TYPE = Pattern.compile("^\\| ([^|`]+) \\| `(.*)` \\| `(.*)` \\|$", Pattern.MULTILINE);

    private static final Map<String, Integer> OIDS = Map.ofEntries(
            Map.entry("boolean", 16),
            Map.entry("bytea", 17),
            Map.entry("bigint", 20),
            Map.entry("smallint", 21),
            Map.entry("integer", 23),
            Map.entry("text", 25),
            Map.entry("oid", 26),
            Map.entry("json", 114),
            Map.entry("xml", 142),
            Map.entry("point", 600),
            Map.entry("real", 700),
            Map.entry("double precision", 701),
            Map.entry("money", 790),
            Map.entry("inet", 869),
            Map.entry("integer[]", 1007),
            Map.entry("text[]", 1009),
            Map.entry("character", 1042),
            Map.entry("character varying", 1043),
            Map.entry("date", 1082),
            Map.entry("time", 1083),
            Map.entry("timestamp", 1114),
            Map.entry("timestamp with time zone", 1184),
            Map.entry("interval", 1186),
            Map.entry("time with time zone", 1266),
            Map.entry("bit varying", 1562),
            Map.entry("numeric", 1700),
            Map.entry("uuid", 2950),
            Map.entry("tsvector", 3614),
            Map.entry("jsonb", 3802),
            Map.entry("int4range", 3904));

    @Test
    void everyExampleIsALineThatTheEncoderWrites() throws IOException {
        List<String> examples =
                matches(EXAMPLE).stream().map(match -> match.get(0)).toList();

        assertThat(examples).hasSize(8);
        assertThat(GoldenLinesTest.lines()).containsAll(examples);
    }

    @Test
    void everyTypeBecomesWhatTheTableSays() throws Exception {
        List<List<String>> rows = matches(TYPE);

        for (List<String> row : rows) {
            assertThat(published(row.get(0), row.get(1))).as(row.get(0)).isEqualTo(row.get(2));
        }
        Set<String> types = new HashSet<>();
        rows.forEach(row -> types.add(row.get(0)));
        assertThat(types).isEqualTo(OIDS.keySet());
    }

    private static String published(String type, String text) throws UnencodableValueException {
        Table table =
                new Table("shop", "public", "t", 1, List.of(new Column("v", OIDS.getOrDefault(type, 0), -1, false)));
        Change change =
                new Change(Operation.INSERT, table, new Transaction(1, 2, 3), 1, 1, true, null, Row.of(text), 4);
        String line = new String(new JsonEncoder("shop").encode(change), UTF_8);
        return line.substring("{\"before\":null,\"after\":{\"v\":".length(), line.indexOf("},\"source\":"));
    }

    private static List<List<String>> matches(Pattern pattern) throws IOException {
        List<List<String>> found = new ArrayList<>();
        Matcher matcher = pattern.matcher(Files.readString(DOC));
        while (matcher.find()) {
            List<String> groups = new ArrayList<>();
            for (int group = 1; group <= matcher.groupCount(); group++) {
                groups.add(matcher.group(group));
            }
            found.add(groups);
        }
        return found;
    }
}
