package dev.millrace.trainer.initialize;

import dev.millrace.trainer.engine.ParameterLayout.Slice;
import java.util.random.RandomGenerator;

/**
 * Normal with mean 0 and variance {@code 2 / fanIn}: keeps the variance of activations from layer to layer under
 * ReLU, which halves it.
 *
 * <pre>{@code
 * initialize: {type: he}
 * }</pre>
 *
 * <p>He, Zhang, Ren, Sun: Delving Deep into Rectifiers. ICCV 2015, formula 10.
 */
public record He() implements Initializer {

    @Override
    public void weights(float[] flat, Slice slice, RandomGenerator random) {
        double standardDeviation = Math.sqrt(2.0 / slice.fanIn());
        for (int i = slice.offset(); i < slice.end(); i++) {
            flat[i] = (float) (standardDeviation * random.nextGaussian());
        }
    }
}
