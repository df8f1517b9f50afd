package io.tidemark.bench.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpreadTest {

    @ParameterizedTest(name = "of {0}: {1}, {2}, {3}")
    @CsvSource({
        "7, 7, 7, 7",
        "3 1 2, 1, 2, 3", // whatever the order
        "4 1 3 2, 1, 2.5, 4", // no middle one: between the two
        "5 5 1 1, 1, 3, 5",
        "100 2 2, 2, 2, 100", // the median is not the mean
    })
    void isTheSmallestTheMiddleAndTheLargest(String figures, double min, double median, double max) {
        List<Double> list = Stream.of(figures.split(" ")).map(Double::valueOf).toList();

        assertThat(Spread.of(list)).isEqualTo(new Spread(min, median, max));
    }

    @Test
    void refusesNoFigures() {
        assertThatThrownBy(() -> Spread.of(List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no figures, no spread");
    }
}
