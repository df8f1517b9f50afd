package io.tidemark.job.functions;

import static io.tidemark.job.SomeChanges.ORDERS;
import static io.tidemark.job.SomeChanges.change;
import static io.tidemark.job.SomeChanges.insert;
import static io.tidemark.job.SomeChanges.texts;
import static io.tidemark.job.SomeChanges.without;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.job.OneStage;
import io.tidemark.job.guard.DeadLetter;
import io.tidemark.job.source.RefusedException;
import io.tidemark.record.Change;
import io.tidemark.record.Column;
import io.tidemark.record.Operation;
import io.tidemark.record.Row;
import io.tidemark.record.Table;
import io.tidemark.task.ColumnName;
import io.tidemark.task.Functions;
import io.tidemark.task.Functions.Application;
import io.tidemark.task.SecretText;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApplyFunctionsTest {

    @TempDir
    private static Path directory;

    private static String jar = "";

    @BeforeAll
    static void makeJar() {
        jar = SomeJar.of(
                        directory.resolve("functions.jar"),
                        SomeFunctions.Mask.class,
                        SomeFunctions.Describe.class,
                        SomeFunctions.Forget.class,
                        SomeFunctions.Fail.class)
                .toString();
    }

    @Test
    void changesBothImagesAndNothingElse() throws Exception {
        Row before = Row.of("1", "0.5", "1.25", null, "23:30:00+00", "before");
        Row after = Row.of("1", "0.5", "1.25", null, "23:30:00+00", "äfter 🌊");
        try (OneStage<Change> stage = stage(apply("mask", "public.orders.note", Map.of("keep", "3")))) {
            stage.process(change(Operation.UPDATE, ORDERS, before, after));

            Change change = only(stage);
            assertThat(texts(change.before())).containsExactly("1", "0.5", "1.25", "null", "23:30:00+00", "*ore");
            assertThat(texts(change.after())).containsExactly("1", "0.5", "1.25", "null", "23:30:00+00", "* 🌊");
            assertThat(change.position().toString()).isEqualTo("0/1A2B3C4D#17");
            assertThat(new String(change.before().bytes(), UTF_8)).doesNotContain("before");
        }
    }

    @Test
    void leavesNullsAndValuesThatAreNotThere() throws Exception {
        Row nulls = Row.of("1", null, null, null, null, null);
        Row unchanged = without(Row.of("2", "1", "1", null, null, "note"), 5);
        try (OneStage<Change> stage = stage(apply("mask", "public.orders.note", Map.of()))) {
            stage.process(insert(ORDERS, nulls), change(Operation.UPDATE, ORDERS, null, unchanged));
            stage.process(change(Operation.TRUNCATE, ORDERS, null, null));

            assertThat(texts(stage.results().get(0).after()))
                    .containsExactly("1", "null", "null", "null", "null", "null");
            assertThat(texts(stage.results().get(1).after())).containsExactly("2", "1", "1", "null", "null", "~");
            assertThat(stage.results().get(2).after()).isNull();
        }
    }

    @Test
    void aFunctionMayGiveNull() throws Exception {
        try (OneStage<Change> stage = stage(apply("forget", "public.orders.id", Map.of()))) {
            stage.process(insert(ORDERS, Row.of("1", "1", "", null, null, "note")));

            assertThat(texts(only(stage).after())).containsExactly("null", "1", "", "null", "null", "note");
        }
    }

    @Test
    void aFunctionIsOpenedOnceForEachColumnOfEachLayout() throws Exception {
        Table turned = new Table(
                "shop",
                "public",
                "orders",
                16_421,
                List.of(new Column("note", 1043, -1, true), new Column("price", 25, -1, false)));
        Row row = Row.of("1", null, null, null, null, "a");
        try (OneStage<Change> stage = stage(apply("describe", "public.orders.note", Map.of("b", "c")))) {
            stage.process(insert(ORDERS, row), insert(turned, Row.of("x", "y")), insert(ORDERS, row));

            assertThat(stage.results().stream().map(change -> texts(change.after())))
                    .containsExactly(
                            List.of("1", "null", "null", "null", "null", described("a", 25, false, 1)),
                            List.of(described("x", 1043, true, 1), "y"),
                            List.of("1", "null", "null", "null", "null", described("a", 25, false, 2)));
        }
    }

    private static String described(String value, int typeOid, boolean key, int calls) {
        return "%s TargetColumn[schema=public, table=orders, name=note, typeOid=%d, key=%s] {b=c} %d"
                .formatted(value, typeOid, key, calls);
    }

    @Test
    void aRowWithoutSuchAColumnPassesAsItIs() throws Exception {
        Change change = insert(ORDERS, Row.of("1", null, null, null, null, "note"));
        try (OneStage<Change> stage = stage(apply("mask", "other.orders.note", Map.of()))) {
            stage.process(change);

            assertThat(only(stage)).isSameAs(change);
        }
    }

    /** A dead letter holds the row, but no value that a function was to hide, be it of another column than the one that failed. */
    @ParameterizedTest
    @CsvSource({
        "exception, java.lang.IllegalStateException",
        "error, java.lang.AssertionError",
        "deep, java.lang.StackOverflowError",
    })
    void aValueThatAFunctionCantTakeGoesNowhere(String value, String thrown) throws Exception {
        Application[] applications = {
            apply("mask", "public.orders.note", Map.of("keep", "1")), apply("fail", "public.orders.opens", Map.of())
        };
        try (OneStage<Change> stage = stage(applications)) {
            stage.process(
                    insert(ORDERS, Row.of("42", "1", "1", null, value, "secret")),
                    insert(ORDERS, Row.of("43", "1", "1", null, "good", "secret")));

            assertThat(texts(only(stage).after())).containsExactly("43", "1", "1", "null", "good", "*t");
            Change withheld = insert(ORDERS, without(Row.of("42", "1", "1", null, "", "*t"), 4));
            assertThat(stage.deadLetters())
                    .containsExactly(
                            new String(DeadLetter.line(withheld, "opens", "function 'fail' threw " + thrown), UTF_8));
        }
    }

    @Test
    void aClassThatTheJarLacksEndsTheJob() throws Exception {
        try (OneStage<Change> stage = stage(apply("fail", "public.orders.note", Map.of()))) {
            assertThatThrownBy(() -> stage.process(insert(ORDERS, Row.of("1", null, null, null, null, "link"))))
                    .isInstanceOf(SuppressRestartsException.class)
                    .cause()
                    .isInstanceOf(RefusedException.class)
                    .hasMessage("functions.apply: function 'fail' for public.orders.note threw"
                            + " java.lang.NoClassDefFoundError: io/tidemark/job/functions/SomeFunctions$Absent. Correct the"
                            + " jar, and resume");
        }
    }

    @Test
    void aColumnThatIsNoMoreSuitableEndsTheJob() throws Exception {
        try (OneStage<Change> stage = stage(apply("mask", "public.orders.price", Map.of()))) {
            assertThatThrownBy(() -> stage.process(insert(ORDERS, Row.of("1", null, null, null, null, null))))
                    .isInstanceOf(SuppressRestartsException.class)
                    .cause()
                    .hasMessage(
                            "functions.apply: function 'mask' for public.orders.price: the column must be a text, but"
                                    + " its type has OID 701");
        }
    }

    /** As after DROP COLUMN, or RENAME COLUMN: then its values would go on under another name. */
    @Test
    void aTableThatIsWithoutTheColumnEndsTheJobUnlessItMay() throws Exception {
        Table renamed = new Table("shop", "public", "orders", 16_421, List.of(new Column("remark", 25, -1, false)));
        Change change = insert(renamed, Row.of("secret"));
        Application strict = apply("mask", "public.orders.note", Map.of());
        Application optional = new Application(
                "mask",
                List.of(ColumnName.parse("public.orders.note"), ColumnName.parse("public.orders.remark")),
                Map.of(),
                true);

        try (OneStage<Change> stage = stage(strict)) {
            stage.process(insert(ORDERS, Row.of("1", null, null, null, null, "secret")));
            assertThatThrownBy(() -> stage.process(change))
                    .isInstanceOf(SuppressRestartsException.class)
                    .cause()
                    .hasMessage(
                            "functions.apply: table public.orders has no column note, which function 'mask' is for. If it was renamed, name the new one too; say optional: true, as the log has rows with and without it; and resume");
        }
        try (OneStage<Change> stage = stage(optional)) {
            stage.process(insert(ORDERS, Row.of("1", null, null, null, null, "secret")), change);
            assertThat(stage.results().stream().map(result -> texts(result.after())))
                    .containsExactly(List.of("1", "null", "null", "null", "null", "*"), List.of("*"));
        }
    }

    @Test
    void aJarWithoutFunctionsEndsTheJob() {
        Functions none = new Functions("/opt/none.jar", List.of());
        File empty = SomeJar.of(directory.resolve("none.jar")).toFile();

        assertThatThrownBy(() -> OneStage.ofChanges(new ApplyFunctions(none, context -> empty)))
                .isInstanceOf(SuppressRestartsException.class)
                .cause()
                .hasMessageStartingWith("functions.jar: '/opt/none.jar': a jar is expected");
    }

    private static OneStage<Change> stage(Application... applications) throws Exception {
        File file = new File(jar);
        return OneStage.ofChanges(
                new ApplyFunctions(new Functions("masking.jar", List.of(applications)), context -> file));
    }

    private static Application apply(String function, String column, Map<String, String> options) {
        Map<String, SecretText> texts = new java.util.HashMap<>();
        options.forEach((name, text) -> texts.put(name, new SecretText(text)));
        return new Application(function, List.of(ColumnName.parse(column)), texts, false);
    }

    private static Change only(OneStage<Change> stage) {
        assertThat(stage.results()).hasSize(1);
        return stage.results().get(0);
    }
}
