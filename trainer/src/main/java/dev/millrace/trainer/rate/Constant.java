package dev.millrace.trainer.rate;

/** The same rate at every step. */
public record Constant(double rate) implements LearningRate {
    @Override
    public double at(long step) {
        return rate;
    }
}
