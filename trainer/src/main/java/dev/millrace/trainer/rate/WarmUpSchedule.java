package dev.millrace.trainer.rate;

import dev.millrace.trainer.LearnerState;

/** The schedule of {@link WarmUp}. What follows the rise hears nothing of it. */
final class WarmUpSchedule implements RateSchedule {

    private final long steps;
    private final RateSchedule then;

    WarmUpSchedule(WarmUp config) {
        this.steps = config.steps();
        this.then = config.then().begin();
    }

    @Override
    public double at(long step) {
        return step < steps ? then.at(0) * (step + 1) / steps : then.at(step - steps);
    }

    @Override
    public void observe(long step, long scored, double logLoss) {
        if (step > steps) {
            then.observe(step - steps, scored, logLoss);
        }
    }

    @Override
    public void save(LearnerState.Builder state, String prefix) {
        then.save(state, prefix + "then/");
    }

    @Override
    public void restore(LearnerState state, String prefix) {
        then.restore(state, prefix + "then/");
    }
}
