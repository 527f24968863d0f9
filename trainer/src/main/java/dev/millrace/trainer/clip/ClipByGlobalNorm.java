package dev.millrace.trainer.clip;

import dev.millrace.trainer.optimize.Link;

/**
 * Scales the whole gradient so that its L2 norm is at most max: {@code g = g * max / norm} where {@code norm > max}. The direction stays.
 *
 * <p>PyTorch divides by {@code norm + 1e-6}, which makes the result smaller by one part in a million at norm 1.
 *
 * <pre>{@code
 * clip:
 *   - {type: global-norm, max: 1.0}
 * }</pre>
 *
 * <p>Pascanu, Mikolov, Bengio: On the Difficulty of Training Recurrent Neural Networks. ICML 2013.
 *
 * @param max largest norm over all parameters together, finite and above 0
 */
public record ClipByGlobalNorm(double max) implements Clip {

    public ClipByGlobalNorm {
        float used = (float) max;
        if (!(used > 0) || Float.isInfinite(used)) {
            throw new IllegalArgumentException("max must be finite and above 0, got " + used);
        }
    }

    @Override
    public Link link() {
        return new ClipByGlobalNormLink(max);
    }
}
