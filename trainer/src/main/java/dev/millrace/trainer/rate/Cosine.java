package dev.millrace.trainer.rate;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * Half a cosine from one rate down to another, then the last for ever:
 *
 * <pre>
 * finalRate + (rate - finalRate) * (1 + cos(pi * min(1, step / steps))) / 2
 * </pre>
 *
 * <p>For a stream of known length. On an endless one choose a final rate above 0, or the model stops learning.
 *
 * <pre>{@code
 * learningRate: {type: cosine, rate: 4.0e-3, finalRate: 1.0e-5, steps: 1875}
 * }</pre>
 *
 * <p>Loshchilov, Hutter: SGDR: Stochastic Gradient Descent with Warm Restarts. ICLR 2017; here without restarts.
 *
 * @param rate rate of step 0, finite and above 0
 * @param finalRate rate from {@code steps} on, in [0, rate]; default 0
 * @param steps length of the descent, at least 1
 */
public record Cosine(double rate, double finalRate, long steps) implements LearningRate {

    public Cosine {
        float used = (float) rate;
        if (!(used > 0) || Float.isInfinite(used)) {
            throw new IllegalArgumentException("rate must be finite and above 0, got " + used);
        }
        if (!(finalRate >= 0 && finalRate <= rate)) {
            throw new IllegalArgumentException("finalRate must be in [0, rate], got " + finalRate);
        }
        if (steps < 1) {
            throw new IllegalArgumentException("steps must be at least 1, got " + steps);
        }
    }

    @JsonCreator
    static Cosine of(
            @JsonProperty(value = "rate", required = true) double rate,
            @JsonProperty("finalRate") @Nullable Double finalRate,
            @JsonProperty(value = "steps", required = true) long steps) {
        return new Cosine(rate, finalRate == null ? 0 : finalRate, steps);
    }

    @Override
    public RateSchedule begin() {
        return this::at;
    }

    private double at(long step) {
        double progress = Math.min(1, step / (double) steps);
        // StrictMath gives the same bits on every machine.
        return finalRate + (rate - finalRate) * (1 + StrictMath.cos(Math.PI * progress)) / 2;
    }
}
