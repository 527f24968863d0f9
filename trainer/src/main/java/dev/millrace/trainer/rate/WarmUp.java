package dev.millrace.trainer.rate;

/** Rises linearly to what another schedule says, over so many steps; that schedule's steps count from the end of the warm-up. */
public record WarmUp(long steps, LearningRate then) implements LearningRate {
    @Override
    public double at(long step) {
        return step < steps ? then.at(0) * (step + 1) / steps : then.at(step - steps);
    }
}
