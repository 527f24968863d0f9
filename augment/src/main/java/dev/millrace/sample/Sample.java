package dev.millrace.sample;

import java.util.Objects;

/**
 * One valid record: what the model sees and what it should answer. Immutable; the arrays inside are shared and not to be modified.
 *
 * @param origin where the record came from
 * @param original the features as they were decoded; the model is scored on these
 * @param features the features to train on; the same object as {@code original} until an augmentation replaces them
 * @param target the answer to learn
 * @param weight weight of this sample in the loss, finite and at least 0; 1 unless the stream says otherwise
 * @param deviations how the record differed from its schema
 */
public record Sample(
        Origin origin, Features original, Features features, Target target, float weight, Deviations deviations)
        implements Ingested {

    public Sample {
        Objects.requireNonNull(origin, "origin");
        Objects.requireNonNull(original, "original");
        Objects.requireNonNull(features, "features");
        Objects.requireNonNull(target, "target");
        Objects.requireNonNull(deviations, "deviations");
        if (!(weight >= 0) || Float.isInfinite(weight)) {
            throw new IllegalArgumentException("weight must be finite and at least 0, got " + weight);
        }
    }

    /** A sample as decoded: not augmented, weight 1, of a record that is as its schema says. */
    public static Sample of(Origin origin, Features features, Target target) {
        return of(origin, features, target, Deviations.NONE);
    }

    /** A sample as decoded: not augmented, weight 1. */
    public static Sample of(Origin origin, Features features, Target target, Deviations deviations) {
        return new Sample(origin, features, features, target, 1, deviations);
    }

    /** This sample with other features to train on; {@link #original()} stays. */
    public Sample withFeatures(Features changed) {
        return new Sample(origin, original, changed, target, weight, deviations);
    }

    /** Whether there is something to learn from this sample. */
    public boolean isLabelled() {
        return !(target instanceof Target.None);
    }

    /** Whether the features to train on are others than the original ones. */
    @SuppressWarnings("ReferenceEquality") // being the same object is the point: nobody compares pixels
    public boolean isAugmented() {
        return features != original;
    }
}
