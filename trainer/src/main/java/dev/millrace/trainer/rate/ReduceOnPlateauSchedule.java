package dev.millrace.trainer.rate;

import dev.millrace.trainer.LearnerState;

/** The schedule of {@link ReduceOnPlateau}: how far the rate is reduced, and what the loss must fall below. */
final class ReduceOnPlateauSchedule implements RateSchedule {

    private static final double NONE = Double.NaN;

    private final ReduceOnPlateau config;
    private final RateSchedule schedule;

    private double multiple = 1;
    private double best = NONE;
    private long bestAt;
    private long plateauAt;

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
        if (scored - plateauAt < config.cooldown()) {
            return;
        }
        if (Double.isNaN(best) || logLoss < (1 - config.threshold()) * best) {
            best = logLoss;
            bestAt = scored;
        } else if (scored - bestAt >= config.patience()) {
            multiple = Math.max(config.minimum(), config.factor() * multiple);
            best = NONE;
            plateauAt = scored;
        }
    }

    @Override
    public void save(LearnerState.Builder state, String prefix) {
        state.add(prefix + "plateau", new LearnerState.Doubles(1, new double[] {multiple, best}));
        state.add(prefix + "plateau-samples", new LearnerState.Longs(1, new long[] {bestAt, plateauAt}));
        schedule.save(state, prefix + "schedule/");
    }

    @Override
    public void restore(LearnerState state, String prefix) {
        boolean saved = state.sections().containsKey(prefix + "plateau");
        double[] levels = saved ? state.doubles(prefix + "plateau", 1) : new double[] {1, NONE};
        long[] samples = saved ? state.longs(prefix + "plateau-samples", 1) : new long[] {0, 0};
        multiple = levels[0];
        best = levels[1];
        bestAt = samples[0];
        plateauAt = samples[1];
        schedule.restore(state, prefix + "schedule/");
    }
}
