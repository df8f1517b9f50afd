package io.tidemark.embedded.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class ScreenTest {

    private final StringWriter written = new StringWriter();
    private final Screen screen = new Screen(new PrintWriter(written));

    @Test
    void showsTheFirstRowsOfTheSnapshotAndTheFirstChanges() {
        for (int i = 1; i <= 10; i++) {
            screen.record("{\"row\":" + i + ",\"source\":{\"snapshot\":\"true\"}}");
        }
        for (int i = 1; i <= 10; i++) {
            screen.record("{\"change\":" + i + ",\"source\":{\"snapshot\":\"false\"}}");
        }

        assertThat(written.toString().lines())
                .containsExactly(
                        "  {\"row\":1,\"source\":{\"snapshot\":\"true\"}}",
                        "  {\"row\":2,\"source\":{\"snapshot\":\"true\"}}",
                        "  {\"row\":3,\"source\":{\"snapshot\":\"true\"}}",
                        "  {\"change\":1,\"source\":{\"snapshot\":\"false\"}}",
                        "  {\"change\":2,\"source\":{\"snapshot\":\"false\"}}",
                        "  {\"change\":3,\"source\":{\"snapshot\":\"false\"}}");
    }

    @Test
    void shortensALongRowButNotWhereItCameFrom() {
        String line = "{\"before\":null,\"after\":{\"id\":1,\"doc\":\"" + "x".repeat(500)
                + "\"},\"source\":{\"db\":\"shop\",\"schema\":\"public\",\"table\":\"orders\"},\"op\":\"c\"}";

        assertThat(Screen.shortened(line))
                .isEqualTo("{\"before\":null,\"after\":{\"id\":1,\"doc\":\"" + "x".repeat(52)
                        + " ... \"schema\":\"public\",\"table\":\"orders\"},\"op\":\"c\"}");
    }
}
