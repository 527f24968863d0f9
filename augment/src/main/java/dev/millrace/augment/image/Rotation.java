package dev.millrace.augment.image;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.millrace.augment.Augmentation;
import dev.millrace.sample.InputContract;
import dev.millrace.sample.Sample;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Turns the image about its centre by an angle uniform in {@code [-maxDegrees, maxDegrees)}, positive against the clock. The pixel at
 * {@code (u, v)} from the centre, to the right and down, takes the colour at {@code (u cos t - v sin t, u sin t + v cos t)}, interpolated bilinearly; what
 * comes into view is 0.
 *
 * <pre>{@code
 * - type: rotation
 *   maxDegrees: 10
 * }</pre>
 *
 * <p>Simard, Steinkraus, Platt: Best Practices for Convolutional Neural Networks Applied to Visual Document Analysis. ICDAR 2003. torchvision's
 * {@code RandomRotation} takes the nearest pixel unless told otherwise; Keras fills by reflection.
 *
 * @param maxDegrees in [0, 180]; default 10
 */
public record Rotation(double maxDegrees) implements Augmentation {

    private static final String NAME = "rotation";

    public Rotation {
        if (!(maxDegrees >= 0 && maxDegrees <= 180)) {
            throw new IllegalArgumentException("maxDegrees must be in [0, 180], got " + maxDegrees);
        }
    }

    @JsonCreator
    static Rotation of(@JsonProperty("maxDegrees") @Nullable Double maxDegrees) {
        return new Rotation(maxDegrees == null ? 10 : maxDegrees);
    }

    @Override
    public Sample apply(Sample sample, RandomGenerator random) {
        if (maxDegrees == 0) {
            return sample;
        }
        double angle = Math.toRadians(maxDegrees * (2 * random.nextDouble() - 1));
        return Images.vary(sample, turn(StrictMath.cos(angle), StrictMath.sin(angle)), NAME);
    }

    /** Against the clock by the angle that has this cosine and sine, which the caller takes from {@link StrictMath}: they are the same on every machine. */
    static Affine turn(double cosine, double sine) {
        return new Affine(cosine, -sine, sine, cosine);
    }

    @Override
    public void check(InputContract input) {
        Images.of(input, NAME);
    }
}
