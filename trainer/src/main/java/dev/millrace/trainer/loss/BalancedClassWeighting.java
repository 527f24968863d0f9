package dev.millrace.trainer.loss;

import dev.millrace.sample.Target;
import dev.millrace.trainer.LearnerState;

/** The fading counts of {@link BalancedClassWeights}. */
final class BalancedClassWeighting implements ClassWeighting {

    private static final String COUNTS = "class-weights/counts";

    private final BalancedClassWeights config;
    private final double[] counts;

    BalancedClassWeighting(BalancedClassWeights config, int classes) {
        this.config = config;
        this.counts = new double[classes];
    }

    @Override
    public float of(Target target) {
        float[] shares = ClassShares.of(target, counts.length);
        double all = counts.length * config.smoothing();
        for (double count : counts) {
            all += count;
        }
        double mean = 0;
        for (int k = 0; k < counts.length; k++) {
            mean += shares[k] * weight(k, all);
        }
        return (float) mean;
    }

    private double weight(int index, double all) {
        double inverseShare = all / (counts.length * (counts[index] + config.smoothing()));
        return Math.max(1 / config.maximum(), Math.min(config.maximum(), inverseShare));
    }

    @Override
    public void learn(Target target) {
        float[] shares = ClassShares.of(target, counts.length);
        for (int k = 0; k < counts.length; k++) {
            counts[k] = config.fading() * counts[k] + shares[k];
        }
    }

    @Override
    public void save(LearnerState.Builder state) {
        state.add(COUNTS, new LearnerState.Doubles(1, counts.clone()));
    }

    @Override
    public void restore(LearnerState state) {
        boolean saved = state.sections().containsKey(COUNTS);
        double[] from = saved ? state.doubles(COUNTS, 1) : new double[counts.length];
        if (from.length != counts.length) {
            throw new IllegalStateException(
                    "the state counts " + from.length + " classes; this configuration has " + counts.length);
        }
        System.arraycopy(from, 0, counts, 0, counts.length);
    }
}
