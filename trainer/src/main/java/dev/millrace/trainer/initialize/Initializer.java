package dev.millrace.trainer.initialize;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.millrace.sample.Philox;
import dev.millrace.trainer.engine.ParameterLayout;
import dev.millrace.trainer.engine.ParameterLayout.Slice;
import java.io.Serializable;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * How weights start. What is no weight starts alike under each: the vectors of an embedding uniform in {@code [-1 / sqrt(dimensions), 1 /
 * sqrt(dimensions))}, scales and running variances at 1, all else at 0.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Xavier.class, name = "xavier"),
    @JsonSubTypes.Type(value = He.class, name = "he")
})
public sealed interface Initializer extends Serializable permits Xavier, He {

    /** Where initial weights are drawn; steps of training draw at places from 0 up. */
    int PLACE = -1;

    /**
     * Overwrites all of a flat array, parameters or statistics, with what its slices start from: a function of seed
     * and layout alone, whatever the engine.
     *
     * @param flat {@code layout.size()} floats
     * @param seed each slice draws from its own stream, so that a wider layer leaves the others as they were
     */
    default void initialize(float[] flat, ParameterLayout layout, long seed) {
        for (int i = 0; i < layout.slices().size(); i++) {
            Slice slice = layout.slices().get(i);
            switch (slice.role()) {
                case WEIGHT -> weights(flat, slice, new Philox(seed, i, PLACE));
                case EMBEDDING -> vectors(flat, slice, new Philox(seed, i, PLACE));
                case SCALE, RUNNING_VARIANCE -> Arrays.fill(flat, slice.offset(), slice.end(), 1);
                case BIAS, SHIFT, RUNNING_MEAN -> Arrays.fill(flat, slice.offset(), slice.end(), 0);
            }
        }
    }

    private static void vectors(float[] flat, Slice slice, RandomGenerator random) {
        double bound = 1 / Math.sqrt(slice.shape().dimension(1));
        for (int i = slice.offset(); i < slice.end(); i++) {
            flat[i] = (float) (bound * (2 * random.nextDouble() - 1));
        }
    }

    /** Draws the weights of one slice. */
    void weights(float[] flat, Slice slice, RandomGenerator random);
}
