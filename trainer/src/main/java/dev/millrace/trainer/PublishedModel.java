package dev.millrace.trainer;

import dev.millrace.trainer.engine.ParameterLayout;

/**
 * The numbers of a model at one step. Arrays belong to whoever asked for it.
 *
 * @param step number of updates behind it
 * @param layout what the slices of {@code parameters} are
 * @param parameters flat, {@code layout.size()} floats
 * @param auxiliaryLayout what the slices of {@code auxiliary} are
 * @param auxiliary batch-norm statistics, flat
 * @param encoder what the encoders have learnt, as sections of a {@link LearnerState}
 */
public record PublishedModel(
        long step,
        ParameterLayout layout,
        float[] parameters,
        ParameterLayout auxiliaryLayout,
        float[] auxiliary,
        LearnerState encoder) {}
