package dev.millrace.augment.image;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.millrace.augment.Augmentation;
import dev.millrace.sample.InputContract;
import dev.millrace.sample.Sample;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Enlarges or shrinks what the image shows about its centre, by a factor uniform in {@code [min, max)}; the image keeps its size. The pixel at
 * {@code (u, v)} from the centre takes the colour at {@code (u / factor, v / factor)}, interpolated bilinearly; what comes into view is 0.
 *
 * <pre>{@code
 * - type: scaling
 *   min: 0.8
 *   max: 1.2
 * }</pre>
 *
 * <p>Simard, Steinkraus, Platt: Best Practices for Convolutional Neural Networks Applied to Visual Document Analysis. ICDAR 2003. As
 * torchvision's {@code RandomAffine(0, scale=(min, max))} with bilinear interpolation. Shrinking does not smooth first: far below 0.5 it skips pixels.
 *
 * @param min smallest factor, in [0.1, max]; default 0.8
 * @param max largest factor, in [min, 10]; default 1.2
 */
public record Scaling(double min, double max) implements Augmentation {

    private static final String NAME = "scaling";

    public Scaling {
        if (!(min >= 0.1 && min <= 10)) {
            throw new IllegalArgumentException("min must be in [0.1, 10], got " + min);
        }
        if (!(max >= min && max <= 10)) {
            throw new IllegalArgumentException("max must be in [min, 10] with min " + min + ", got " + max);
        }
    }

    @JsonCreator
    static Scaling of(@JsonProperty("min") @Nullable Double min, @JsonProperty("max") @Nullable Double max) {
        return new Scaling(min == null ? 0.8 : min, max == null ? 1.2 : max);
    }

    @Override
    public Sample apply(Sample sample, RandomGenerator random) {
        double factor = min + (max - min) * random.nextDouble();
        return factor == 1 ? sample : Images.vary(sample, enlarge(factor), NAME);
    }

    /** So many times as large. */
    static Affine enlarge(double factor) {
        return new Affine(1 / factor, 0, 0, 1 / factor);
    }

    @Override
    public void check(InputContract input) {
        Images.of(input, NAME);
    }
}
