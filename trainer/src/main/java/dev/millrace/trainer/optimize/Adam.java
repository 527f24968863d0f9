package dev.millrace.trainer.optimize;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * Adam: each parameter has its own step length, from running means of the gradient and of its square. With gradient g, moments m and
 * v (0 at the start), t updates counting this one, and rate r:
 *
 * <pre>
 * m = beta1 * m + (1 - beta1) * g
 * v = beta2 * v + (1 - beta2) * g * g
 * w = w - r * (m / (1 - beta1^t)) / (sqrt(v / (1 - beta2^t)) + epsilon)
 * </pre>
 *
 * <p>Epsilon is added to the corrected root, as in the paper's algorithm 1 and in PyTorch. With a decoupled decay behind it, this is AdamW.
 *
 * <pre>{@code
 * optimizer: {type: adam, beta1: 0.9, beta2: 0.999, epsilon: 1.0e-8}
 * }</pre>
 *
 * <p>Kingma, Ba: Adam: A Method for Stochastic Optimization. ICLR 2015.
 *
 * @param beta1 share of the mean gradient that is kept, in [0, 1); default 0.9
 * @param beta2 share of the mean squared gradient that is kept, in [0, 1); default 0.999
 * @param epsilon keeps a division by a vanishing root finite, above 0; default 1e-8
 */
public record Adam(double beta1, double beta2, double epsilon) implements Optimizer {

    /** The paper's values. */
    public static final Adam DEFAULT = new Adam(0.9, 0.999, 1e-8);

    public Adam {
        requireShare("beta1", beta1);
        requireShare("beta2", beta2);
        float used = (float) epsilon;
        if (!(used > 0) || Float.isInfinite(used)) {
            throw new IllegalArgumentException("epsilon must be finite and above 0, got " + used);
        }
    }

    @JsonCreator
    static Adam of(
            @JsonProperty("beta1") @Nullable Double beta1,
            @JsonProperty("beta2") @Nullable Double beta2,
            @JsonProperty("epsilon") @Nullable Double epsilon) {
        return new Adam(
                beta1 == null ? DEFAULT.beta1 : beta1,
                beta2 == null ? DEFAULT.beta2 : beta2,
                epsilon == null ? DEFAULT.epsilon : epsilon);
    }

    @Override
    public Link link(int size) {
        return new AdamLink(this, size);
    }

    private static void requireShare(String name, double value) {
        float used = (float) value;
        if (!(used >= 0 && used < 1)) {
            throw new IllegalArgumentException(name + " must be in [0, 1), got " + used);
        }
    }
}
