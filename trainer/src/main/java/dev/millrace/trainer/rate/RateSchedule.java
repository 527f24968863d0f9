package dev.millrace.trainer.rate;

import dev.millrace.trainer.LearnerState;

/**
 * A learning rate on its way through the stream. It is made by a {@link LearningRate}, belongs to one learner and is confined to its thread.
 *
 * <p>A schedule that depends on the step alone is a function and nothing else. One that watches how well the model does keeps state, which
 * is saved and restored with the learner.
 */
@FunctionalInterface
public interface RateSchedule {

    /**
     * The rate of a step, by what was observed so far; changes nothing.
     *
     * @param step number of updates applied before it, from 0
     */
    double at(long step);

    /**
     * Hears how well the model does: once after each applied update, never after a rejected one. With {@code evaluate.share} below 1 there
     * may be no newly scored sample since the call before; then the other two arguments are as they were.
     *
     * @param step number of updates applied so far, at least 1
     * @param scored number of samples scored so far, never falling
     * @param logLoss prequential log-loss, fading by {@code evaluate.fading} a scored sample; NaN while nothing was scored
     */
    default void observe(long step, long scored, double logLoss) {}

    /** Adds copies of this schedule's state as sections whose names start with {@code prefix}. */
    default void save(LearnerState.Builder state, String prefix) {}

    /**
     * Continues from sections that {@link #save} wrote under the same prefix; where there are none, because the state was written under another
     * schedule, from the start. So a configuration may change its schedule over a restart.
     *
     * @throws IllegalStateException if a section is of another version or type
     */
    default void restore(LearnerState state, String prefix) {}
}
