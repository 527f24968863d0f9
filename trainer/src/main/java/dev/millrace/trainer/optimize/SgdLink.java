package dev.millrace.trainer.optimize;

import dev.millrace.trainer.LearnerState;
import dev.millrace.trainer.engine.ParameterLayout.Slice;

/** The velocity of {@link Sgd}. Without momentum the update is the gradient, and there is no state. */
final class SgdLink implements Link {

    private final boolean hasVelocity;
    private final boolean nesterov;
    private final float momentum;
    private final float[] velocity;

    SgdLink(Sgd config, int size) {
        this.hasVelocity = config.momentum() > 0;
        this.nesterov = config.nesterov();
        this.momentum = (float) config.momentum();
        this.velocity = new float[hasVelocity ? size : 0];
    }

    @Override
    public String name() {
        return "sgd";
    }

    @Override
    public void apply(float[] parameters, float[] values, Slice slice, int from, int to) {
        if (nesterov) {
            lookAhead(values, velocity, momentum, from, to);
        } else if (hasVelocity) {
            accelerate(values, velocity, momentum, from, to);
        }
    }

    @Override
    public void save(LearnerState.Builder state, String prefix) {
        state.add(prefix + "velocity", new LearnerState.Floats(1, velocity.clone()));
    }

    @Override
    public void restore(LearnerState state, String prefix) {
        Restored.into(velocity, state, prefix + "velocity");
    }

    private static void accelerate(float[] values, float[] velocity, float momentum, int from, int to) {
        for (int i = from; i < to; i++) {
            float v = momentum * velocity[i] + values[i];
            velocity[i] = v;
            values[i] = v;
        }
    }

    private static void lookAhead(float[] values, float[] velocity, float momentum, int from, int to) {
        for (int i = from; i < to; i++) {
            float v = momentum * velocity[i] + values[i];
            velocity[i] = v;
            values[i] = values[i] + momentum * v;
        }
    }
}
