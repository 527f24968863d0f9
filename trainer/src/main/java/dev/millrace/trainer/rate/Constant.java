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
        float used = (float) rate;
        if (!(used > 0) || Float.isInfinite(used)) {
            throw new IllegalArgumentException("rate must be finite and above 0, got " + used);
        }
    }

    @Override
    public RateSchedule begin() {
        return step -> rate;
    }
}
