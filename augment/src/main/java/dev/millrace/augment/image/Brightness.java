package dev.millrace.augment.image;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.millrace.augment.Augmentation;
import dev.millrace.sample.InputContract;
import dev.millrace.sample.Sample;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Multiplies every pixel by one factor uniform in {@code [1 - maxChange, 1 + maxChange)}. Bytes are rounded and saturate at 255; floats have
 * no known range and are not bounded.
 *
 * <pre>{@code
 * - type: brightness
 *   maxChange: 0.2
 * }</pre>
 *
 * <p>Howard: Some Improvements on Deep Convolutional Neural Network Based Image Classification. ICLR 2014. As torchvision's {@code
 * ColorJitter(brightness)}, which rounds bytes down and bounds floats to [0, 1].
 *
 * @param maxChange in [0, 1]; default 0.2
 */
public record Brightness(double maxChange) implements Augmentation {

    private static final String NAME = "brightness";

    public Brightness {
        if (!(maxChange >= 0 && maxChange <= 1)) {
            throw new IllegalArgumentException("maxChange must be in [0, 1], got " + maxChange);
        }
    }

    @JsonCreator
    static Brightness of(@JsonProperty("maxChange") @Nullable Double maxChange) {
        return new Brightness(maxChange == null ? 0.2 : maxChange);
    }

    @Override
    public Sample apply(Sample sample, RandomGenerator random) {
        float factor = (float) (1 + maxChange * (2 * random.nextDouble() - 1));
        return factor == 1 ? sample : Images.vary(sample, new Gain(factor), NAME);
    }

    @Override
    public void check(InputContract input) {
        Images.of(input, NAME);
    }
}
