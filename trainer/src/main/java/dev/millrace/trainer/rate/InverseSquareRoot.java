package dev.millrace.trainer.rate;

/**
 * Falls with the square root of the step after a while of the full rate: {@code rate * sqrt(hold / max(step, hold))}. It never reaches
 * 0, which suits a stream without end.
 *
 * <pre>{@code
 * learningRate: {type: inverse-square-root, rate: 1.0e-3, hold: 1000}
 * }</pre>
 *
 * <p>Vaswani et al.: Attention Is All You Need. NeurIPS 2017, section 5.3; there with a warm-up before it, which is {@link WarmUp} here.
 *
 * @param rate rate of the first {@code hold} steps, finite and above 0
 * @param hold number of steps at the full rate, at least 1
 */
public record InverseSquareRoot(double rate, long hold) implements LearningRate {

    public InverseSquareRoot {
        float used = (float) rate;
        if (!(used > 0) || Float.isInfinite(used)) {
            throw new IllegalArgumentException("rate must be finite and above 0, got " + used);
        }
        if (hold < 1) {
            throw new IllegalArgumentException("hold must be at least 1, got " + hold);
        }
    }

    @Override
    public RateSchedule begin() {
        return step -> rate * Math.sqrt(hold / (double) Math.max(step, hold));
    }
}
