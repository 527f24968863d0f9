package dev.millrace.augment;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.millrace.augment.image.Brightness;
import dev.millrace.augment.image.HorizontalFlip;
import dev.millrace.augment.image.RandomCrop;
import dev.millrace.augment.image.Rotation;
import dev.millrace.augment.image.Scaling;
import dev.millrace.augment.tabular.FeatureDropout;
import dev.millrace.augment.tabular.NumericNoise;
import dev.millrace.sample.InputContract;
import dev.millrace.sample.Sample;
import java.io.Serializable;
import java.util.random.RandomGenerator;

/**
 * A random variation of a sample that keeps its meaning. An augmentation is an immutable record: its components are its YAML
 * shape, validated in the constructor.
 *
 * <p>It never changes its input: it returns the same object, or a new sample with other {@link Sample#features()}, the same
 * origin and the same {@link Sample#original()}. All its randomness comes from {@code random}, so that a replayed record is varied the
 * same way. Thread-safe.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = HorizontalFlip.class, name = "horizontal-flip"),
    @JsonSubTypes.Type(value = Rotation.class, name = "rotation"),
    @JsonSubTypes.Type(value = Scaling.class, name = "scaling"),
    @JsonSubTypes.Type(value = RandomCrop.class, name = "random-crop"),
    @JsonSubTypes.Type(value = Brightness.class, name = "brightness"),
    @JsonSubTypes.Type(value = NumericNoise.class, name = "numeric-noise"),
    @JsonSubTypes.Type(value = FeatureDropout.class, name = "feature-dropout"),
    @JsonSubTypes.Type(value = Sometimes.class, name = "sometimes"),
    @JsonSubTypes.Type(value = OneOf.class, name = "one-of"),
})
public interface Augmentation extends Serializable {

    /**
     * Varies a sample.
     *
     * @param sample left as it is
     * @param random numbers that belong to this sample and this place in the chain
     * @throws IllegalArgumentException if a feature is not of a kind this technique can vary
     */
    Sample apply(Sample sample, RandomGenerator random);

    /**
     * Says before a job runs whether this technique suits its samples.
     *
     * @param input what every sample will look like
     * @throws IllegalArgumentException if it does not; the message says what it needs and what there is
     */
    void check(InputContract input);
}
