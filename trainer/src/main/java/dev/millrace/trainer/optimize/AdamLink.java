package dev.millrace.trainer.optimize;

import dev.millrace.trainer.LearnerState;
import dev.millrace.trainer.engine.ParameterLayout.Slice;

/** The moments of {@link Adam}, and how many updates they have seen: its own count, so that it may be put into a running training. */
final class AdamLink implements Link {

    private final Adam config;
    private final float[] first;
    private final float[] second;
    private long updates;
    private float firstCorrection;
    private float rootCorrection;

    AdamLink(Adam config, int size) {
        this.config = config;
        this.first = new float[size];
        this.second = new float[size];
    }

    @Override
    public String name() {
        return "adam";
    }

    @Override
    public void begin(long step, double loss, double norm) {
        updates++;
        // StrictMath gives the same bits on every machine; once per step it costs nothing.
        firstCorrection = (float) (1 / (1 - StrictMath.pow(config.beta1(), (double) updates)));
        rootCorrection = (float) (1 / Math.sqrt(1 - StrictMath.pow(config.beta2(), (double) updates)));
    }

    @Override
    public void apply(float[] parameters, float[] values, Slice slice, int from, int to) {
        float keep1 = (float) config.beta1();
        float take1 = (float) (1 - config.beta1());
        float keep2 = (float) config.beta2();
        float take2 = (float) (1 - config.beta2());
        float epsilon = (float) config.epsilon();
        average(values, first, second, keep1, take1, keep2, take2, from, to);
        divide(values, first, second, firstCorrection, rootCorrection, epsilon, from, to);
    }

    @Override
    public void save(LearnerState.Builder state, String prefix) {
        state.add(prefix + "updates", new LearnerState.Longs(1, new long[] {updates}));
        state.add(prefix + "first-moment", new LearnerState.Floats(1, first.clone()));
        state.add(prefix + "second-moment", new LearnerState.Floats(1, second.clone()));
    }

    @Override
    public void restore(LearnerState state, String prefix) {
        updates = state.longs(prefix + "updates", 1)[0];
        Restored.into(first, state, prefix + "first-moment");
        Restored.into(second, state, prefix + "second-moment");
    }

    private static void average(
            float[] values,
            float[] first,
            float[] second,
            float keep1,
            float take1,
            float keep2,
            float take2,
            int from,
            int to) {
        for (int i = from; i < to; i++) {
            float g = values[i];
            first[i] = keep1 * first[i] + take1 * g;
            second[i] = keep2 * second[i] + take2 * g * g;
        }
    }

    private static void divide(
            float[] values,
            float[] first,
            float[] second,
            float firstCorrection,
            float rootCorrection,
            float epsilon,
            int from,
            int to) {
        for (int i = from; i < to; i++) {
            values[i] = first[i] * firstCorrection / ((float) Math.sqrt(second[i]) * rootCorrection + epsilon);
        }
    }
}
