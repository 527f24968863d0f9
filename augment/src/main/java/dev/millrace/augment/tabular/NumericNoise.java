package dev.millrace.augment.tabular;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.millrace.augment.Augmentation;
import dev.millrace.sample.Feature;
import dev.millrace.sample.InputContract;
import dev.millrace.sample.InputContract.FeatureSpec;
import dev.millrace.sample.InputContract.Kind;
import dev.millrace.sample.Sample;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Adds Gaussian noise to numbers. With n from a standard normal distribution, drawn for each column in their order:
 *
 * <pre>
 * x + n * sqrt(standardDeviation² + (relative * x)²)
 * </pre>
 *
 * <p>{@code relative} is for columns whose zero means something: lengths, prices, counts. For others (a temperature in °C, a time) say
 * {@code standardDeviation}, in the column's unit; columns of several units take one entry of the chain each. A number that is missing stays so; one
 * that noise would take out of the range of a float stays as it is.
 *
 * <pre>{@code
 * - type: numeric-noise
 *   relative: 0.01
 * }</pre>
 *
 * <p>Bishop: Training with Noise is Equivalent to Tikhonov Regularization. Neural Computation 7, 1995.
 *
 * @param columns names of the numbers to vary, distinct; default null, all there are
 * @param relative finite and at least 0; default 0.01, or 0 where {@code standardDeviation} is given
 * @param standardDeviation in the column's unit, finite and at least 0; default 0
 */
public record NumericNoise(@Nullable List<String> columns, double relative, double standardDeviation)
        implements Augmentation {

    // Spelled out, because javac 17 drops @Nullable from the parameters of a compact constructor.
    public NumericNoise(@Nullable List<String> columns, double relative, double standardDeviation) {
        this.columns = Columns.copyOf(columns);
        this.relative = require("relative", relative);
        this.standardDeviation = require("standardDeviation", standardDeviation);
    }

    @JsonCreator
    static NumericNoise of(
            @JsonProperty("columns") @Nullable List<String> columns,
            @JsonProperty("relative") @Nullable Double relative,
            @JsonProperty("standardDeviation") @Nullable Double standardDeviation) {
        double alone = standardDeviation == null ? 0.01 : 0;
        return new NumericNoise(
                columns, relative == null ? alone : relative, standardDeviation == null ? 0 : standardDeviation);
    }

    private static double require(String name, double value) {
        if (!(value >= 0) || Double.isInfinite(value)) {
            throw new IllegalArgumentException(name + " must be finite and at least 0, got " + value);
        }
        return value;
    }

    @Override
    public Sample apply(Sample sample, RandomGenerator random) {
        Normals normals = new Normals(random);
        return Columns.vary(sample, columns, feature -> vary(feature, normals));
    }

    private Feature vary(Feature feature, Normals normals) {
        if (feature instanceof Feature.Numeric number) {
            return new Feature.Numeric(noisy(number.value(), normals.next()));
        }
        if (feature instanceof Feature.Missing) {
            // Drawn nonetheless, so that the noise of a column does not depend on what else a sample lacks.
            normals.next();
        } else if (columns != null) {
            throw new IllegalArgumentException(
                    "columns must be numbers, got a " + feature.getClass().getSimpleName() + " among " + columns);
        }
        return feature;
    }

    private double noisy(double value, double normal) {
        double proportional = relative * value;
        double noisy = value + normal * Math.sqrt(standardDeviation * standardDeviation + proportional * proportional);
        return Math.abs(noisy) <= Float.MAX_VALUE ? noisy : value;
    }

    @Override
    public void check(InputContract input) {
        List<FeatureSpec> chosen = Columns.of(input, columns);
        List<String> others = chosen.stream()
                .filter(spec -> spec.kind() != Kind.NUMERIC)
                .map(FeatureSpec::name)
                .toList();
        if (columns != null && !others.isEmpty()) {
            throw new IllegalArgumentException("columns must be numbers, got " + others);
        }
        if (others.size() == chosen.size()) {
            throw new IllegalArgumentException("numeric-noise must have a number to vary, got " + others);
        }
    }
}
