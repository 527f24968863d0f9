package dev.millrace.trainer.initialize;

import dev.millrace.trainer.engine.ParameterLayout.Slice;
import java.util.random.RandomGenerator;

/**
 * Uniform in {@code [-a, a)} with {@code a = sqrt(6 / (fanIn + fanOut))}, so of variance {@code 2 / (fanIn +
 * fanOut)}: keeps the variance of activations and gradients alike from layer to layer where the activation is near
 * linear.
 *
 * <pre>{@code
 * initialize: {type: xavier}
 * }</pre>
 *
 * <p>Glorot, Bengio: Understanding the difficulty of training deep feedforward neural networks. AISTATS 2010, formula
 * 16.
 */
public record Xavier() implements Initializer {

    @Override
    public void weights(float[] flat, Slice slice, RandomGenerator random) {
        double bound = Math.sqrt(6.0 / (slice.fanIn() + slice.fanOut()));
        for (int i = slice.offset(); i < slice.end(); i++) {
            flat[i] = (float) (bound * (2 * random.nextDouble() - 1));
        }
    }
}
