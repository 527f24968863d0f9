package dev.millrace.trainer.regularize;

import dev.millrace.trainer.engine.ParameterLayout.Role;
import dev.millrace.trainer.engine.ParameterLayout.Slice;
import dev.millrace.trainer.optimize.Link;

/**
 * Adds {@code strength * w} to what flows through the chain, for weights. Before the optimiser that is a penalty, behind it a
 * decoupled decay: place is the whole difference.
 */
record Shrink(String name, float strength) implements Link {

    @Override
    public void apply(float[] parameters, float[] values, Slice slice, int from, int to) {
        if (slice.role() == Role.WEIGHT) {
            add(parameters, values, strength, from, to);
        }
    }

    private static void add(float[] parameters, float[] values, float strength, int from, int to) {
        for (int i = from; i < to; i++) {
            values[i] += strength * parameters[i];
        }
    }
}
