package dev.millrace.trainer.rate;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Objects;

/**
 * Rises linearly to the first rate of another schedule, then follows it; that schedule's steps count from the end of the warm-up.
 *
 * <pre>
 * then(0) * (step + 1) / steps      while step is below steps
 * then(step - steps)                afterwards
 * </pre>
 *
 * <pre>{@code
 * learningRate:
 *   type: warm-up
 *   steps: 100
 *   then: {type: cosine, rate: 4.0e-3, steps: 1775}
 * }</pre>
 *
 * <p>Goyal et al.: Accurate, Large Minibatch SGD: Training ImageNet in 1 Hour. 2017, section 2.2.
 *
 * @param steps length of the rise, at least 1
 * @param then what follows; not a warm-up itself
 */
public record WarmUp(
        long steps, @JsonProperty(required = true) LearningRate then) implements LearningRate {

    public WarmUp {
        if (steps < 1) {
            throw new IllegalArgumentException("steps must be at least 1, got " + steps);
        }
        Objects.requireNonNull(then, "then");
        if (then instanceof WarmUp) {
            throw new IllegalArgumentException("then must not be a warm-up itself, got " + then);
        }
    }

    @Override
    public RateSchedule begin() {
        return new WarmUpSchedule(this);
    }
}
