package io.tidemark.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

/** {@code docs/record-dts-avro.md} is true. */
class DtsAvroDocTest {

    private static final Path DOC = Path.of("../docs/record-dts-avro.md");
    private static final Pattern EXAMPLE = Pattern.compile("```json\n(.*?)\n```", Pattern.DOTALL);
    private static final Pattern SCHEMA = Pattern.compile("```avro\n(.*?)\n```", Pattern.DOTALL);
    private static final Pattern FIELD = Pattern.compile("^\\| `([A-Za-z]+)` \\| ", Pattern.MULTILINE);

    @Test
    void everyExampleIsARecordThatTheEncoderWrites() throws IOException {
        List<String> examples = groups(EXAMPLE);

        assertThat(examples).hasSize(4);
        assertThat(GoldenAvroTest.lines("jsonl")).containsAll(examples);
    }

    @Test
    void theSchemaIsTheOneThatIsWritten() throws IOException {
        assertThat(groups(SCHEMA)).singleElement().satisfies(schema -> assertThat(new Schema.Parser().parse(schema))
                .isEqualTo(DtsAvroSchema.get()));
    }

    @Test
    void everyFieldHasItsRow() throws IOException {
        assertThat(groups(FIELD))
                .isEqualTo(DtsAvroSchema.get().getFields().stream()
                        .map(Schema.Field::name)
                        .toList());
    }

    private static List<String> groups(Pattern pattern) throws IOException {
        return pattern.matcher(Files.readString(DOC))
                .results()
                .map(match -> match.group(1))
                .toList();
    }
}
