package dev.millrace.augment.image;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.millrace.augment.Augmentation;
import dev.millrace.sample.InputContract;
import dev.millrace.sample.Sample;
import dev.millrace.sample.Shape;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Pads the image with {@code padding} pixels of 0 on every side and crops it back to its size at a place uniform among the {@code (2 padding + 1)²}
 * there are: {@code out[c, y, x] = in[c, y + dy, x + dx]}, with both offsets in {@code -padding ... padding}.
 *
 * <pre>{@code
 * - type: random-crop
 *   padding: 4
 * }</pre>
 *
 * <p>He, Zhang, Ren, Sun: Deep Residual Learning for Image Recognition. CVPR 2016, section 4.2, with a padding of 4. The same as torchvision's
 * {@code RandomCrop(size, padding)} of the image's own size; the padded image is never made.
 *
 * @param padding in pixels, at least 0 and less than height and width of the images; default 4
 */
public record RandomCrop(int padding) implements Augmentation {

    private static final String NAME = "random-crop";

    public RandomCrop {
        if (padding < 0) {
            throw new IllegalArgumentException("padding must be at least 0, got " + padding);
        }
    }

    @JsonCreator
    static RandomCrop of(@JsonProperty("padding") @Nullable Integer padding) {
        return new RandomCrop(padding == null ? 4 : padding);
    }

    @Override
    public Sample apply(Sample sample, RandomGenerator random) {
        int right = offset(random);
        int down = offset(random);
        return right == 0 && down == 0 ? sample : Images.vary(sample, new Shift(right, down), NAME);
    }

    private int offset(RandomGenerator random) {
        return (int) (random.nextDouble() * (2L * padding + 1)) - padding;
    }

    @Override
    public void check(InputContract input) {
        for (Shape image : Images.of(input, NAME)) {
            if (padding >= Math.min(image.dimension(1), image.dimension(2))) {
                throw new IllegalArgumentException("padding must be less than height and width of the image, got "
                        + padding + " for shape " + image);
            }
        }
    }
}
