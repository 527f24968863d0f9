package dev.millrace.bench.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SpreadTest {

    @Test
    void isTheMiddleOfAnOddNumber() {
        assertThat(spread(9.0, 1.0, 4.0)).isEqualTo(new Spread(4, 1, 9));
    }

    @Test
    void isTheMeanOfTheTwoInTheMiddleOfAnEvenNumber() {
        assertThat(spread(9.0, 1.0, 4.0, 6.0)).isEqualTo(new Spread(5, 1, 9));
    }

    @Test
    void noiseIsHalfTheRangeInPartsOfTheMedian() {
        assertThat(spread(9.0, 10.0, 13.0).noise()).isEqualTo(0.2);
    }

    private static Spread spread(Double... measured) {
        return Spread.of(List.of(measured), Double::doubleValue);
    }
}
