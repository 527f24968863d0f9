package dev.millrace.trainer.encode;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CategoryHashTest {

    /** From the formula in {@link CategoryHash}, computed by an independent program with integers of any length. */
    @ParameterizedTest
    @CsvSource({
        "colour, red, 32, 30",
        "colour, blue, 32, 19",
        "shade, red, 32, 18",
        "colour, '', 1000, 489",
        "größe, klein, 65536, 31582",
        "colour, red, 1, 0",
    })
    void isTheFormulaOfItsDocumentation(String feature, String category, int buckets, int bucket) {
        assertThat(new CategoryHash(feature, buckets).bucket(category)).isEqualTo(bucket);
    }

    @Test
    void anUnpairedSurrogateCountsAsAQuestionMark() {
        CategoryHash hash = new CategoryHash("a", 1000);
        assertThat(hash.bucket("\ud800")).isEqualTo(hash.bucket("?"));
    }

    /** 3,200 names in 32 buckets: 100 each, with a standard deviation of 9.8; six of them leave [41, 159]. */
    @Test
    void namesSpreadEvenly() {
        CategoryHash hash = new CategoryHash("name", 32);
        int[] counts = new int[32];
        for (int i = 0; i < 3200; i++) {
            counts[hash.bucket("v" + i)]++;
        }
        assertThat(IntStream.of(counts).boxed()).allMatch(count -> count > 41 && count < 159);
    }
}
