package dev.millrace.augment;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.millrace.sample.InputContract;
import dev.millrace.sample.Sample;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Applies another augmentation to a share of the samples and leaves the rest as they are.
 *
 * <pre>{@code
 * - type: sometimes
 *   probability: 0.5
 *   apply: {type: rotation}
 * }</pre>
 *
 * <p>As albumentations' {@code p} and torchvision's {@code RandomApply}. Whether it applies is drawn first, then what the other draws.
 *
 * @param probability in [0, 1]; default 0.5
 * @param apply what is applied
 */
public record Sometimes(double probability, Augmentation apply) implements Augmentation {

    public Sometimes {
        if (!(probability >= 0 && probability <= 1)) {
            throw new IllegalArgumentException("probability must be in [0, 1], got " + probability);
        }
        Objects.requireNonNull(apply, "apply");
    }

    @JsonCreator
    static Sometimes of(
            @JsonProperty("probability") @Nullable Double probability,
            @JsonProperty(value = "apply", required = true) Augmentation apply) {
        return new Sometimes(probability == null ? 0.5 : probability, apply);
    }

    @Override
    public Sample apply(Sample sample, RandomGenerator random) {
        return random.nextDouble() < probability ? apply.apply(sample, random) : sample;
    }

    @Override
    public void check(InputContract input) {
        Place.check("apply", apply, input);
    }
}
