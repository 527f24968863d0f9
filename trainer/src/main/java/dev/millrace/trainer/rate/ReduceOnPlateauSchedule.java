package dev.millrace.trainer.rate;

import dev.millrace.trainer.LearnerState;

/** The schedule of {@link ReduceOnPlateau}: how far the rate is reduced, and the two means of the loss. */
final class ReduceOnPlateauSchedule implements RateSchedule {

    private static final double NO_MEAN = Double.NaN;
    private static final long NOT_YET = -1;

    private final ReduceOnPlateau config;
    private final RateSchedule schedule;

    private double multiple = 1;
    private double previousMean = NO_MEAN;
    private double sum;
    /** The count of scored samples from which on the current mean is taken; still to come during a cooldown. */
    private long meanFrom = NOT_YET;
    /** That count at the last observation. */
    private long observedAt;

    ReduceOnPlateauSchedule(ReduceOnPlateau config) {
        this.config = config;
        this.schedule = config.schedule().begin();
    }

    @Override
    public double at(long step) {
        return multiple * schedule.at(step);
    }

    @Override
    public void observe(long step, long scored, double logLoss) {
        schedule.observe(step, scored, logLoss);
        if (meanFrom == NOT_YET) {
            meanFrom = scored + config.cooldown();
        }
        long news = scored - Math.max(meanFrom, observedAt);
        observedAt = scored;
        if (news > 0) {
            sum += news * logLoss;
            if (scored - meanFrom >= config.patience()) {
                compare(sum / (scored - meanFrom), scored);
            }
        }
    }

    /** Compares a mean that is complete with the one before, if there is one: nothing is near {@link #NO_MEAN}. */
    private void compare(double mean, long scored) {
        boolean plateau = Math.abs(mean - previousMean) <= config.threshold() * previousMean;
        if (plateau) {
            multiple = Math.max(config.minimum(), config.factor() * multiple);
        }
        previousMean = plateau ? NO_MEAN : mean;
        meanFrom = plateau ? scored + config.cooldown() : scored;
        sum = 0;
    }

    @Override
    public void save(LearnerState.Builder state, String prefix) {
        state.add(prefix + "plateau", new LearnerState.Doubles(1, new double[] {multiple, previousMean, sum}));
        state.add(prefix + "plateau-samples", new LearnerState.Longs(1, new long[] {meanFrom, observedAt}));
        schedule.save(state, prefix + "schedule/");
    }

    @Override
    public void restore(LearnerState state, String prefix) {
        boolean saved = state.sections().containsKey(prefix + "plateau");
        double[] means = saved ? state.doubles(prefix + "plateau", 1) : new double[] {1, NO_MEAN, 0};
        long[] samples = saved ? state.longs(prefix + "plateau-samples", 1) : new long[] {NOT_YET, 0};
        multiple = means[0];
        previousMean = means[1];
        sum = means[2];
        meanFrom = samples[0];
        observedAt = samples[1];
        schedule.restore(state, prefix + "schedule/");
    }
}
