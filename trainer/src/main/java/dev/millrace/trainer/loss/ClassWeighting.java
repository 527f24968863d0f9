package dev.millrace.trainer.loss;

import dev.millrace.sample.Target;
import dev.millrace.trainer.LearnerState;

/**
 * The weights of the classes as training goes, made by {@link ClassWeights}. It belongs to one learner and is confined to its thread.
 */
@FunctionalInterface
public interface ClassWeighting {

    /** All classes count alike. */
    ClassWeighting NONE = target -> 1;

    /**
     * What a sample's weight is multiplied by, finite and above 0; changes nothing.
     *
     * @param target a {@link Target.Label}, or a {@link Target.Distribution} with the mean of its classes' weights
     */
    float of(Target target);

    /** Learns from a sample of an applied step, after it was tested and trained. */
    default void learn(Target target) {}

    /** Adds copies of what it has learnt, as sections {@code class-weights/...}. */
    default void save(LearnerState.Builder state) {}

    /**
     * Continues from what {@link #save} added; where there is none, because the state was written without such weights, from the start.
     *
     * @throws IllegalStateException if it was learnt for another number of classes
     */
    default void restore(LearnerState state) {}
}
