package io.tidemark.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TopicNamesTest {

    private static final TopicNames PER_TABLE = TopicNames.parse("shop.{schema}.{table}");

    @ParameterizedTest
    @CsvSource({
        "public, order_items, shop.public.order_items",
        "public, Order Items, shop.public.Order-20Items",
        "a.b, c, shop.a-2eb.c",
        "a, b.c, shop.a.b-2ec",
        "a, b-2ec, shop.a.b-2d2ec",
        "größe, ¼, shop.gr-c3-b6-c3-9fe.-c2-bc",
        "{table}, x, shop.-7btable-7d.x"
    })
    void eachTableHasItsOwn(String schema, String table, String topic) {
        assertThat(PER_TABLE.of(schema, table)).isEqualTo(topic);
        assertThat(PER_TABLE.include(topic)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"shop.dead-letter", "shop.a", "shop2.a.b", "shop.a.b.c", "other"})
    void othersAreNotIncluded(String topic) {
        assertThat(PER_TABLE.include(topic)).isFalse();
    }

    @Test
    void oneTopicIsForAllTables() {
        TopicNames one = TopicNames.parse("shop.v1");

        assertThat(one.of("public", "t")).isEqualTo("shop.v1");
        assertThat(one.include("shop.v1")).isTrue();
        assertThat(one.include("shop-v1")).isFalse();
        assertThat(one.deadLetters()).isEqualTo("shop.v1.dead-letter");
        assertThat(PER_TABLE.deadLetters()).isEqualTo("shop.dead-letter");
    }

    @ParameterizedTest
    @ValueSource(strings = {"shop.{table}", "{schema}.{table}", "shop.{schema}-{table}", "shop.{schema}.{schema}"})
    void whatCouldNameTwoTablesAlikeIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> TopicNames.parse(text));
    }
}
