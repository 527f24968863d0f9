package dev.millrace.augment.tabular;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.millrace.sample.Philox;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class NormalsTest {

    @Test
    void areTheTwoCoordinatesOfAPointAtTheDrawnRadiusAndAngle() {
        // 1 - exp(-1/2) is the uniform number of radius 1, 1 - exp(-2) of radius 2.
        Normals normals = new Normals(uniform(1 - Math.exp(-0.5), 0.0, 1 - Math.exp(-2), 0.25, 0.0, 0.7));

        assertThat(normals.next()).isCloseTo(1, within(1e-12));
        assertThat(normals.next()).isCloseTo(0, within(1e-12));
        assertThat(normals.next()).isCloseTo(0, within(1e-12));
        assertThat(normals.next()).isCloseTo(2, within(1e-12));
        assertThat(normals.next()).as("radius 0").isEqualTo(0);
        assertThat(normals.next()).isEqualTo(0);
    }

    @Test
    void areStandardNormal() {
        Normals normals = new Normals(new Philox(1, 2, 3));
        double[] drawn =
                DoubleStream.generate(normals::next).limit(200_000).sorted().toArray();

        assertThat(Arrays.stream(drawn).average().orElseThrow()).isCloseTo(0, within(0.01));
        // Quantiles of the standard normal distribution at 0.1 %, 15.866 %, 50 %, 97.725 %.
        assertThat(drawn[200]).isCloseTo(-3.09, within(0.1));
        assertThat(drawn[31_731]).isCloseTo(-1, within(0.015));
        assertThat(drawn[100_000]).isCloseTo(0, within(0.015));
        assertThat(drawn[195_450]).isCloseTo(2, within(0.03));
    }

    @Test
    void theTwoOfAPairAreNotCorrelated() {
        Normals normals = new Normals(new Philox(1, 2, 3));
        double products = DoubleStream.generate(() -> normals.next() * normals.next())
                .limit(100_000)
                .average()
                .orElseThrow();

        assertThat(products).isCloseTo(0, within(0.015));
    }

    /** A generator of these numbers. */
    private static RandomGenerator uniform(Double... numbers) {
        Iterator<Double> next = List.of(numbers).iterator();
        return new RandomGenerator() {
            @Override
            public double nextDouble() {
                return next.next();
            }

            @Override
            public long nextLong() {
                throw new AssertionError("only doubles are drawn");
            }
        };
    }
}
