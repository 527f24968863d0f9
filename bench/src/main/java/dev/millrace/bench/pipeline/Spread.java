package dev.millrace.bench.pipeline;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * A number that was measured several times.
 *
 * @param median the middle one, or the mean of the two in the middle
 * @param lowest the lowest
 * @param highest the highest
 */
record Spread(double median, double lowest, double highest) {

    static <T> Spread of(List<T> measured, ToDoubleFunction<T> number) {
        double[] sorted = measured.stream().mapToDouble(number).sorted().toArray();
        int middle = sorted.length / 2;
        double median = sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return new Spread(median, sorted[0], Arrays.stream(sorted).max().orElseThrow());
    }

    /** Half the distance from lowest to highest, as a share of the median. */
    double noise() {
        return (highest - lowest) / 2 / median;
    }
}
