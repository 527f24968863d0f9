package dev.millrace.trainer.rate;

/** rate × sqrt(hold / max(step, hold)). */
public record InverseSquareRoot(double rate, long hold) implements LearningRate {
    @Override
    public double at(long step) {
        return rate * Math.sqrt(hold / (double) Math.max(step, hold));
    }
}
