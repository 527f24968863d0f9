package dev.millrace.trainer.optimize;

import dev.millrace.trainer.LearnerState;
import dev.millrace.trainer.engine.ParameterLayout.Slice;

/**
 * One link of an {@link UpdateChain}. What flows through the chain is one flat array: the gradient at the start, the update
 * at the end. A link changes it in place, block by block, and keeps whatever state it needs between steps.
 *
 * <p>A link that must know the norm of all values before it changes the first says so with {@link #needsNorm()}; the chain then finishes
 * the links before it, measures, and goes over the array once more.
 *
 * <p>Links are made by configuration records, belong to one chain, and are confined to its thread. State changes only in {@link #begin} and
 * {@link #apply}, which the chain never calls for a step it rejects.
 */
public interface Link {

    /** The link's name in sections of the state and in messages; the same in every release. */
    String name();

    /** Whether {@link #begin} must be told the norm of the values that the links before this one left. */
    default boolean needsNorm() {
        return false;
    }

    /**
     * Prepares for a step.
     *
     * @param step number of updates applied before it, from 0
     * @param loss mean loss of the step, finite
     * @param norm L2 norm of all values, as they were when the current pass over them began; exact for a link that {@link #needsNorm()}
     */
    default void begin(long step, double loss, double norm) {}

    /**
     * Changes one block.
     *
     * @param parameters left as they are
     * @param values the gradient on its way to becoming an update; elements {@code from} to {@code to} are changed in place
     * @param slice the parameter that the block belongs to
     * @param from first element of the block
     * @param to element after its last
     */
    void apply(float[] parameters, float[] values, Slice slice, int from, int to);

    /** Whether this link bounded the gradient in the last step. */
    default boolean clipped() {
        return false;
    }

    /** Adds copies of this link's state as sections whose names start with {@code prefix}. */
    default void save(LearnerState.Builder state, String prefix) {}

    /**
     * Continues from sections that {@link #save} wrote under the same prefix.
     *
     * @throws IllegalStateException if one is missing, or does not fit the parameters
     */
    default void restore(LearnerState state, String prefix) {}
}
