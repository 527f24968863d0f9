package dev.millrace.trainer.optimize;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * Stochastic gradient descent with momentum. With gradient g, velocity v (0 at the start) and rate r:
 *
 * <pre>
 * v = momentum * v + g
 * w = w - r * v                       w = w - r * (g + momentum * v)   if nesterov
 * </pre>
 *
 * <p>The rate is outside the velocity, as in PyTorch: a change of rate acts at once on all of the accumulated velocity. Sutskever's form has
 * it inside.
 *
 * <pre>{@code
 * optimizer: {type: sgd, momentum: 0.9, nesterov: true}
 * }</pre>
 *
 * <p>Sutskever, Martens, Dahl, Hinton: On the Importance of Initialization and Momentum in Deep Learning. ICML 2013.
 *
 * @param momentum share of the velocity that is kept, in [0, 1); default 0.9
 * @param nesterov whether to look ahead along the velocity, which needs momentum; default false
 */
public record Sgd(double momentum, boolean nesterov) implements Optimizer {

    /** Momentum 0.9, no look-ahead. */
    public static final Sgd DEFAULT = new Sgd(0.9, false);

    public Sgd {
        float used = (float) momentum;
        if (!(used >= 0 && used < 1)) {
            throw new IllegalArgumentException("momentum must be in [0, 1), got " + used);
        }
        if (nesterov && momentum == 0) {
            throw new IllegalArgumentException("nesterov must be false without momentum, got true and momentum 0");
        }
    }

    @JsonCreator
    static Sgd of(
            @JsonProperty("momentum") @Nullable Double momentum, @JsonProperty("nesterov") @Nullable Boolean nesterov) {
        return new Sgd(momentum == null ? DEFAULT.momentum : momentum, nesterov == null ? DEFAULT.nesterov : nesterov);
    }

    @Override
    public Link link(int size) {
        return new SgdLink(this, size);
    }
}
