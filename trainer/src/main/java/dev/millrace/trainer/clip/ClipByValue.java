package dev.millrace.trainer.clip;

import dev.millrace.trainer.optimize.Link;

/**
 * Each element of the gradient into [-max, max]: {@code g = min(max, max(-max, g))}. It changes the gradient's direction; {@link ClipByGlobalNorm}
 * does not.
 *
 * <pre>{@code
 * clip:
 *   - {type: value, max: 0.5}
 * }</pre>
 *
 * <p>Mikolov: Statistical Language Models Based on Neural Networks. Brno University of Technology, 2012.
 *
 * @param max largest absolute value, finite and above 0
 */
public record ClipByValue(double max) implements Clip {

    public ClipByValue {
        float used = (float) max;
        if (!(used > 0) || Float.isInfinite(used)) {
            throw new IllegalArgumentException("max must be finite and above 0, got " + used);
        }
    }

    @Override
    public Link link() {
        return new ClipByValueLink((float) max);
    }
}
