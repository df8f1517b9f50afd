package io.tidemark.embedded.workload;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class CopyTextTest {

    @Test
    void escapesWhatTheFormatNeedsForItself() {
        StringBuilder text = new StringBuilder();

        CopyText.append(Arrays.asList("1", null, "", "\\N", "a\tb\nc\rd\\", "é"), text);

        assertThat(text).hasToString("1\t\\N\t\t\\\\N\ta\\tb\\nc\\rd\\\\\té\n");
    }
}
