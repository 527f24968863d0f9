package dev.millrace.trainer.rate;

/**
 * The same rate at every step.
 *
 * <pre>{@code
 * learningRate: {type: constant, rate: 1.0e-3}
 * }</pre>
 *
 * @param rate finite and above 0
 */
public record Constant(double rate) implements LearningRate {

    public Constant {
        if (!(rate > 0) || Double.isInfinite(rate)) {
            throw new IllegalArgumentException("rate must be finite and above 0, got " + rate);
        }
    }

    @Override
    public RateSchedule begin() {
        return step -> rate;
    }
}
