package dev.millrace.trainer.regularize;

import dev.millrace.trainer.optimize.Link;

/**
 * The ridge penalty {@code strength / 2 * sum(w * w)}, whose gradient is {@code strength * w}. Weights alone are penalised; biases and the scale
 * and shift of batch norm are left as they are. (PyTorch's {@code weight_decay} takes all parameters it is given.)
 *
 * <p>Under {@link dev.millrace.trainer.optimize.Adam} the penalty is divided by the root of the second moment as the gradient is, so that
 * weights with large gradients shrink less; {@link WeightDecay} does not do that.
 *
 * <pre>{@code
 * penalty:
 *   - {type: l2, strength: 1.0e-4}
 * }</pre>
 *
 * <p>Krogh, Hertz: A Simple Weight Decay Can Improve Generalization. NIPS 1991.
 *
 * @param strength finite and above 0
 */
public record L2(double strength) implements Penalty {

    public L2 {
        if (!(strength > 0) || Double.isInfinite(strength)) {
            throw new IllegalArgumentException("strength must be finite and above 0, got " + strength);
        }
    }

    @Override
    public Link link() {
        return new Shrink("l2", (float) strength);
    }
}
