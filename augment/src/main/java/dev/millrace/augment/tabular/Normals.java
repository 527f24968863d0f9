package dev.millrace.augment.tabular;

import java.util.random.RandomGenerator;

/**
 * Standard normal numbers, two for each two uniform ones u and v:
 *
 * <pre>
 * sqrt(-2 ln(1 - u)) * (cos(2 pi v), sin(2 pi v))
 * </pre>
 *
 * <p>{@link RandomGenerator#nextGaussian()} may be another algorithm in the next Java release, {@link Math} another result on the next machine. These
 * numbers are the same wherever a replayed record is varied again. Confined to one thread.
 *
 * <p>Box, Muller: A Note on the Generation of Random Normal Deviates. Annals of Mathematical Statistics 29, 1958.
 */
final class Normals {

    private final RandomGenerator random;
    private double second = Double.NaN;

    Normals(RandomGenerator random) {
        this.random = random;
    }

    double next() {
        if (!Double.isNaN(second)) {
            double spare = second;
            second = Double.NaN;
            return spare;
        }
        double radius = Math.sqrt(-2 * StrictMath.log(1 - random.nextDouble()));
        double angle = 2 * Math.PI * random.nextDouble();
        second = radius * StrictMath.sin(angle);
        return radius * StrictMath.cos(angle);
    }
}
