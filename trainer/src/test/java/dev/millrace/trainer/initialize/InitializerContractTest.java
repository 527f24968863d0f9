package dev.millrace.trainer.initialize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.millrace.sample.Shape;
import dev.millrace.trainer.ConfigFamily;
import dev.millrace.trainer.engine.ParameterLayout;
import dev.millrace.trainer.engine.ParameterLayout.Role;
import dev.millrace.trainer.engine.ParameterLayout.Slice;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every initialiser keeps to, and what its paper says of the variance. */
class InitializerContractTest {

    private static final long SEED = 7;

    /** A weight, its bias, batch norm's four, another weight as large as the first, an embedding. */
    private static final ParameterLayout LAYOUT = layout(
            new Shape[] {
                Shape.of(100, 300),
                Shape.of(100),
                Shape.of(100),
                Shape.of(100),
                Shape.of(100),
                Shape.of(100),
                Shape.of(300, 100),
                Shape.of(10_000, 4)
            },
            new Role[] {
                Role.WEIGHT,
                Role.BIAS,
                Role.SCALE,
                Role.SHIFT,
                Role.RUNNING_MEAN,
                Role.RUNNING_VARIANCE,
                Role.WEIGHT,
                Role.EMBEDDING
            });

    static List<Initializer> initializers() throws IOException {
        ConfigFamily<Initializer> family = new ConfigFamily<>(Initializer.class);
        List<Initializer> initializers = new ArrayList<>();
        for (Class<? extends Initializer> member : family.members()) {
            initializers.add(family.example(member));
        }
        return initializers;
    }

    @ParameterizedTest
    @MethodSource("initializers")
    void theSameSeedGivesTheSameWeightsAndAnotherOthers(Initializer initializer) {
        assertThat(initialized(initializer, SEED)).isEqualTo(initialized(initializer, SEED));
        assertThat(weights(initialized(initializer, SEED), 0)).isNotEqualTo(weights(initialized(initializer, 8), 0));
    }

    @ParameterizedTest
    @MethodSource("initializers")
    void whatIsNoWeightStartsNeutral(Initializer initializer) {
        float[] flat = initialized(initializer, SEED);
        for (Slice slice : LAYOUT.slices()) {
            if (slice.role() != Role.WEIGHT && slice.role() != Role.EMBEDDING) {
                float expected = slice.role() == Role.SCALE || slice.role() == Role.RUNNING_VARIANCE ? 1 : 0;
                assertThat(Arrays.copyOfRange(flat, slice.offset(), slice.end()))
                        .as(slice.name())
                        .containsOnly(expected);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("initializers")
    void weightsAreCentredAndSlicesIndependent(Initializer initializer) {
        float[] flat = initialized(initializer, SEED);
        double[] first = weights(flat, 0);
        double[] last = weights(flat, 6);
        assertThat(mean(first)).isCloseTo(0, within(4 * Math.sqrt(variance(first) / first.length)));
        double product = IntStream.range(0, first.length)
                .mapToDouble(i -> first[i] * last[i])
                .average()
                .orElseThrow();
        double correlation = product / Math.sqrt(variance(first) * variance(last));
        assertThat(correlation).isCloseTo(0, within(4 / Math.sqrt(first.length)));
    }

    /** Of length 4, so within 1/2; a uniform variable on [-1/2, 1/2) has the variance 1/12. */
    @ParameterizedTest
    @MethodSource("initializers")
    void vectorsOfAnEmbeddingAreUniformWithASquaredLengthOfAThird(Initializer initializer) {
        double[] vectors = weights(initialized(initializer, SEED), 7);
        assertThat(variance(vectors)).isCloseTo(1.0 / 12, within(0.02 / 12));
        assertThat(Arrays.stream(vectors).map(Math::abs).max().orElseThrow()).isBetween(0.499, 0.5);
    }

    @Test
    void xavierIsUniformWithTheVarianceOfThePaper() {
        double[] weights = weights(initialized(new Xavier(), SEED), 0);
        double bound = Math.sqrt(6.0 / 400);
        assertThat(variance(weights)).isCloseTo(2.0 / 400, within(0.02 * 2 / 400));
        assertThat(Arrays.stream(weights).map(Math::abs).max().orElseThrow()).isBetween(0.999 * bound, bound);
    }

    @Test
    void heIsNormalWithTheVarianceOfThePaper() {
        double[] weights = weights(initialized(new He(), SEED), 0);
        double standardDeviation = Math.sqrt(2.0 / 300);
        assertThat(variance(weights)).isCloseTo(2.0 / 300, within(0.02 * 2 / 300));
        double within = Arrays.stream(weights)
                .filter(weight -> Math.abs(weight) < standardDeviation)
                .count();
        assertThat(within / weights.length).as("share within one sigma").isCloseTo(0.6827, within(0.01));
    }

    private static float[] initialized(Initializer initializer, long seed) {
        float[] flat = new float[LAYOUT.size()];
        Arrays.fill(flat, Float.NaN);
        initializer.initialize(flat, LAYOUT, seed);
        return flat;
    }

    private static double[] weights(float[] flat, int index) {
        Slice slice = LAYOUT.slices().get(index);
        return IntStream.range(slice.offset(), slice.end())
                .mapToDouble(i -> flat[i])
                .toArray();
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElseThrow();
    }

    private static double variance(double[] values) {
        double mean = mean(values);
        return Arrays.stream(values)
                .map(value -> (value - mean) * (value - mean))
                .average()
                .orElseThrow();
    }

    private static ParameterLayout layout(Shape[] shapes, Role[] roles) {
        List<Slice> slices = new ArrayList<>();
        int offset = 0;
        for (int i = 0; i < shapes.length; i++) {
            int fanIn = roles[i] == Role.WEIGHT ? shapes[i].dimension(1) : 1;
            int fanOut = roles[i] == Role.WEIGHT ? shapes[i].dimension(0) : 1;
            slices.add(new Slice("slice" + i, shapes[i], roles[i], i, fanIn, fanOut, offset));
            offset += shapes[i].size();
        }
        return new ParameterLayout(slices);
    }
}
