package dev.millrace.augment.image;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.millrace.augment.Augmentation;
import dev.millrace.sample.InputContract;
import dev.millrace.sample.Sample;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Exchanges left and right with a probability: {@code out[c, y, x] = in[c, y, width - 1 - x]}. For images that mean the same when mirrored;
 * writing and road signs do not.
 *
 * <pre>{@code
 * - type: horizontal-flip
 *   probability: 0.5
 * }</pre>
 *
 * <p>Krizhevsky, Sutskever, Hinton: ImageNet Classification with Deep Convolutional Neural Networks. NIPS 2012. The same as torchvision's
 * {@code RandomHorizontalFlip}.
 *
 * @param probability in [0, 1]; default 0.5
 */
public record HorizontalFlip(double probability) implements Augmentation {

    private static final String NAME = "horizontal-flip";

    public HorizontalFlip {
        if (!(probability >= 0 && probability <= 1)) {
            throw new IllegalArgumentException("probability must be in [0, 1], got " + probability);
        }
    }

    @JsonCreator
    static HorizontalFlip of(@JsonProperty("probability") @Nullable Double probability) {
        return new HorizontalFlip(probability == null ? 0.5 : probability);
    }

    @Override
    public Sample apply(Sample sample, RandomGenerator random) {
        return random.nextDouble() < probability ? Images.vary(sample, new Mirror(), NAME) : sample;
    }

    @Override
    public void check(InputContract input) {
        Images.of(input, NAME);
    }
}
