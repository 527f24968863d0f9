package dev.millrace.trainer.regularize;

import dev.millrace.trainer.optimize.Link;

/**
 * Weights shrink by {@code rate * strength * w} at each step, whatever the optimiser does with the gradient. Weights alone decay; biases and
 * the scale and shift of batch norm do not. Behind {@link dev.millrace.trainer.optimize.Adam} it makes AdamW, behind {@link
 * dev.millrace.trainer.optimize.Sgd} SGDW, with the rate as the paper's schedule multiplier, as in PyTorch.
 *
 * <pre>{@code
 * decay:
 *   - {type: weight, strength: 0.01}
 * }</pre>
 *
 * <p>Loshchilov, Hutter: Decoupled Weight Decay Regularization. ICLR 2019.
 *
 * @param strength finite and above 0
 */
public record WeightDecay(double strength) implements Decay {

    public WeightDecay {
        if (!(strength > 0) || Double.isInfinite(strength)) {
            throw new IllegalArgumentException("strength must be finite and above 0, got " + strength);
        }
    }

    @Override
    public Link link() {
        return new Shrink("weight-decay", (float) strength);
    }
}
