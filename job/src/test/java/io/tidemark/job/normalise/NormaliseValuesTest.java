package io.tidemark.job.normalise;

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
import io.tidemark.record.ValueType;
import io.tidemark.record.ValueType.Kind;
import io.tidemark.task.ColumnName;
import io.tidemark.task.Normalise;
import io.tidemark.task.TableName;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class NormaliseValuesTest {

    private static final ZoneId SHANGHAI = ZoneId.of("+08:00");
    private static final Normalise TWO_AND_THREE = new Normalise(2, 3, SHANGHAI, Map.of());

    private static final Row NESTED_ROW = Row.of(
            "1",
            "{2.0005,NULL}",
            "[\"2026-01-01 00:00:00+00\",infinity)",
            "{[\"2026-01-01 00:00:00+00\",)}",
            "(\"a, b\",\"{\"\"(1.005,)\"\"}\",23:30:00+00)",
            "{1.23456}");

    /** Types that the server has and that users make: the last one's is gone, so that nothing is known about it. */
    private static final Table NESTED = nested();

    private static Table nested() {
        ValueType tstzrange = new ValueType(Kind.RANGE, 3910, ',', List.of(ValueType.scalar(1184)));
        ValueType weight =
                new ValueType(Kind.COMPOSITE, 16_500, ',', List.of(ValueType.scalar(700), ValueType.scalar(25)));
        ValueType weights = new ValueType(Kind.ARRAY, 16_499, ',', List.of(weight));
        ValueType thing = new ValueType(
                Kind.COMPOSITE, 16_502, ',', List.of(ValueType.scalar(25), weights, ValueType.scalar(1266)));
        return new Table(
                "shop",
                "public",
                "nested",
                16_600,
                List.of(
                        new Column("id", 20, -1, true),
                        column("prices", new ValueType(Kind.ARRAY, 1022, ',', List.of(ValueType.scalar(701)))),
                        column("valid", tstzrange),
                        column("valids", new ValueType(Kind.MULTIRANGE, 4534, ',', List.of(ValueType.scalar(1184)))),
                        column("thing", thing),
                        column("gone", ValueType.scalar(16_700))));
    }

    private static Column column(String name, ValueType type) {
        return new Column(name, type.oid(), -1, false, type);
    }

    @Test
    void roundsFloatsAndShiftsTimesWithAZoneAndLeavesTheRestAlone() throws Exception {
        Row row = Row.of("1", "1.005", "2.0005", "2024-01-01 10:00:00.5+00", "23:30:00+00", "1.23456 10:00:00+00");

        assertThat(normalised(TWO_AND_THREE, insert(ORDERS, row)))
                .containsExactly(
                        "1", "1.01", "2.001", "2024-01-01 18:00:00.5+08", "07:30:00+08", "1.23456 10:00:00+00");
    }

    @Test
    void byDefaultRoundsWhereNobodySeesItAndShiftsToTheZoneOfDts() throws Exception {
        Row row = Row.of("1", "1.1754944e-38", "5e-324", "infinity", "00:00:00-12", "");

        assertThat(normalised(Normalise.DEFAULT, insert(ORDERS, row)))
                .containsExactly("1", "1e-38", "0", "infinity", "20:00:00+08", "");
    }

    @Test
    void leavesNullsAndValuesThatAreNotThere() throws Exception {
        Row nulls = Row.of("1", null, null, null, null, null);
        Row after = without(without(Row.of("1", "1.555", "2.5555", null, "23:30:00+00", "x"), 1), 4);

        assertThat(normalised(TWO_AND_THREE, insert(ORDERS, nulls)))
                .containsExactly("1", "null", "null", "null", "null", "null");
        assertThat(normalised(TWO_AND_THREE, change(Operation.UPDATE, ORDERS, null, after)))
                .containsExactly("1", "~", "2.556", "null", "~", "x");
    }

    @Test
    void changesBothImages() throws Exception {
        Row before = Row.of("1", "0.125", "1", "2024-01-01 00:00:00+00", null, "b");
        Row after = Row.of("1", "0.135", "1", "2024-01-01 16:00:00+00", null, "a");
        try (OneStage<Change> stage = stage(TWO_AND_THREE)) {
            stage.process(change(Operation.UPDATE, ORDERS, before, after));

            Change change = only(stage);
            assertThat(texts(change.before())).containsExactly("1", "0.13", "1", "2024-01-01 08:00:00+08", "null", "b");
            assertThat(texts(change.after())).containsExactly("1", "0.14", "1", "2024-01-02 00:00:00+08", "null", "a");
            assertThat(change.position().toString()).isEqualTo("0/1A2B3C4D#17");
        }
    }

    @Test
    void givesDeletesAndTruncatesTheirOneImageOrNone() throws Exception {
        try (OneStage<Change> stage = stage(TWO_AND_THREE)) {
            Row before = Row.of("1", "0.125", null, null, null, null);
            Change truncate = change(Operation.TRUNCATE, ORDERS, null, null);
            stage.process(change(Operation.DELETE, ORDERS, before, null));
            stage.process(truncate);

            List<Change> changes = stage.results();
            assertThat(texts(changes.get(0).before())).containsExactly("1", "0.13", "null", "null", "null", "null");
            assertThat(changes.get(0).after()).isNull();
            assertThat(changes.get(1)).isEqualTo(truncate);
        }
    }

    @Test
    void aColumnMayHaveDigitsOfItsOwn() throws Exception {
        TableName orders = new TableName("public", "orders");
        Normalise settings = new Normalise(
                38,
                308,
                SHANGHAI,
                Map.of(
                        new ColumnName(orders, "price"), 1,
                        new ColumnName(new TableName("other", "orders"), "weight"), 0));
        Row row = Row.of("1", "1.25", "1.25", null, null, null);

        assertThat(normalised(settings, insert(ORDERS, row)))
                .containsExactly("1", "1.25", "1.3", "null", "null", "null");
    }

    @Test
    void whatAFunctionHasMadeStaysAsItIs() throws Exception {
        ColumnName price = new ColumnName(new TableName("public", "orders"), "price");
        Row row = Row.of("1", "1.25", "no number", null, null, null);
        try (OneStage<Change> stage =
                OneStage.ofChanges(new NormaliseValues(new Normalise(1, 1, SHANGHAI, Map.of()), Set.of(price)))) {
            stage.process(insert(ORDERS, row));

            assertThat(texts(only(stage).after())).containsExactly("1", "1.3", "no number", "null", "null", "null");
        }
    }

    @Test
    void reachesIntoValuesWithinValues() throws Exception {
        assertThat(normalised(TWO_AND_THREE, insert(NESTED, NESTED_ROW)))
                .containsExactly(
                        "1",
                        "{2.001,NULL}",
                        "[\"2026-01-01 08:00:00+08\",infinity)",
                        "{[\"2026-01-01 08:00:00+08\",)}",
                        "(\"a, b\",\"{\"\"(1.01,)\"\"}\",07:30:00+08)",
                        "{1.23456}");
    }

    @Test
    void aColumnsDigitsGoForAllFloatsWithinIt() throws Exception {
        TableName nested = new TableName("public", "nested");
        Normalise settings = new Normalise(
                38, 308, SHANGHAI, Map.of(new ColumnName(nested, "prices"), 1, new ColumnName(nested, "thing"), 0));

        assertThat(normalised(settings, insert(NESTED, NESTED_ROW)).get(1)).isEqualTo("{2,NULL}");
        assertThat(normalised(settings, insert(NESTED, NESTED_ROW)).get(4))
                .isEqualTo("(\"a, b\",\"{\"\"(1,)\"\"}\",07:30:00+08)");
    }

    @Test
    void aTableThatWasAlteredHasFunctionsOfItsOwn() throws Exception {
        Table turned = new Table(
                "shop",
                "public",
                "orders",
                16_421,
                List.of(new Column("x", 25, -1, false), new Column("price", 701, -1, false)));
        try (OneStage<Change> stage = stage(TWO_AND_THREE)) {
            stage.process(insert(ORDERS, Row.of("1", "1.2345", null, null, null, null)));
            stage.process(insert(turned, Row.of("1.2345", "1.2345")));

            List<Change> changes = stage.results();
            assertThat(texts(changes.get(0).after())).containsExactly("1", "1.23", "null", "null", "null", "null");
            assertThat(texts(changes.get(1).after())).containsExactly("1.2345", "1.235");
        }
    }

    @Test
    void aRowWithoutSuchAColumnPassesAsItIs() throws Exception {
        Table plain = new Table("shop", "public", "plain", 1, List.of(new Column("id", 20, -1, true)));
        Change change = insert(plain, Row.of("1"));
        try (OneStage<Change> stage = stage(TWO_AND_THREE)) {
            stage.process(change);

            assertThat(only(stage)).isSameAs(change);
        }
    }

    @Test
    void aValueThatIsNotOfItsTypeGoesToTheDeadLettersAndTheNextRowOn() throws Exception {
        Change change = insert(ORDERS, Row.of("42", "1.5", "no number", null, null, "n"));
        try (OneStage<Change> stage = stage(TWO_AND_THREE)) {
            stage.process(change);
            stage.process(insert(ORDERS, Row.of("43", "1", "1", null, null, null)));

            assertThat(texts(only(stage).after())).startsWith("43");
            assertThat(stage.deadLetters())
                    .containsExactly(
                            line(
                                    change,
                                    "price",
                                    "expected a floating-point number as PostgreSQL prints it, but a value of 9 bytes is none"));
        }
    }

    @Test
    void aTimeThatIsNoneGoesToTheDeadLettersToo() throws Exception {
        Change change = insert(ORDERS, Row.of("42", "1.5", "1", "2024-01-01 10:00:00", null, "n"));
        try (OneStage<Change> stage = stage(TWO_AND_THREE)) {
            stage.process(change);

            assertThat(stage.results()).isEmpty();
            assertThat(stage.deadLetters())
                    .containsExactly(
                            line(
                                    change,
                                    "placed_at",
                                    "expected a time with a zone as PostgreSQL prints it under DateStyle ISO, but the value is none"));
        }
    }

    @Test
    void digitsForAColumnThatHasNoneEndTheJob() throws Exception {
        ColumnName note = new ColumnName(new TableName("public", "orders"), "note");
        Normalise settings = new Normalise(38, 308, SHANGHAI, Map.of(note, 2));
        try (OneStage<Change> stage = stage(settings)) {
            assertThatThrownBy(() -> stage.process(insert(ORDERS, Row.of("1", null, null, null, null, null))))
                    .isInstanceOf(SuppressRestartsException.class)
                    .cause()
                    .isInstanceOf(RefusedException.class)
                    .hasMessage(
                            "normalise.columns: public.orders.note: digits are for float4 (OID 700) and float8 (701), alone or"
                                    + " within other types, but the type has OID 25. Correct or remove the entry, and resume");
        }
    }

    private static List<String> normalised(Normalise settings, Change change) throws Exception {
        try (OneStage<Change> stage = stage(settings)) {
            stage.process(change);
            return texts(only(stage).after());
        }
    }

    private static OneStage<Change> stage(Normalise settings) throws Exception {
        return OneStage.ofChanges(new NormaliseValues(settings, Set.of()));
    }

    private static Change only(OneStage<Change> stage) {
        assertThat(stage.results()).hasSize(1);
        return stage.results().get(0);
    }

    private static String line(Change change, @Nullable String column, String reason) {
        return new String(DeadLetter.line(change, column, reason), UTF_8);
    }
}
