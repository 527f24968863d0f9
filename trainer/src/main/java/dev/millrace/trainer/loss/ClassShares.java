package dev.millrace.trainer.loss;

import dev.millrace.sample.Target;

/** A target as shares of the classes. */
final class ClassShares {

    private ClassShares() {}

    /**
     * The shares, which sum to 1: all of it at a label, or what a distribution says.
     *
     * @return not to be modified
     * @throws IllegalArgumentException if the target is neither, or not of so many classes
     */
    static float[] of(Target target, int classes) {
        if (target instanceof Target.Label label && label.index() < classes) {
            float[] shares = new float[classes];
            shares[label.index()] = 1;
            return shares;
        }
        if (target instanceof Target.Distribution distribution && distribution.probabilities().length == classes) {
            return distribution.probabilities();
        }
        throw new IllegalArgumentException(
                "target must be a Label or a Distribution of " + classes + " classes, got " + target);
    }
}
