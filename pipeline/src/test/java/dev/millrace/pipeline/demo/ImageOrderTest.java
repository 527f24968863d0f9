package dev.millrace.pipeline.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ImageOrderTest {

    @Test
    void everyPassShowsEachImageOnceInAnotherOrder() {
        ImageOrder order = new ImageOrder(1, 100);
        int[] first = take(order, 100);
        int[] second = take(order, 100);
        assertThat(first).containsExactlyInAnyOrder(IntStream.range(0, 100).toArray());
        assertThat(second).containsExactlyInAnyOrder(IntStream.range(0, 100).toArray());
        assertThat(first)
                .isNotEqualTo(second)
                .isNotEqualTo(IntStream.range(0, 100).toArray());
    }

    @Test
    void theSeedAloneDecides() {
        assertThat(take(new ImageOrder(1, 50), 120)).isEqualTo(take(new ImageOrder(1, 50), 120));
        assertThat(take(new ImageOrder(1, 50), 50)).isNotEqualTo(take(new ImageOrder(2, 50), 50));
    }

    private static int[] take(ImageOrder order, int count) {
        return IntStream.range(0, count).map(i -> order.next()).toArray();
    }
}
