package dev.millrace.trainer.engine;

import dev.millrace.sample.Shape;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Where each parameter of a network lies in a flat array, and what it is.
 *
 * @param slices in the order of the flat array, without gaps, each name once
 */
public record ParameterLayout(List<Slice> slices) {

    public ParameterLayout {
        slices = List.copyOf(slices);
        long offset = 0;
        Set<String> names = new HashSet<>();
        for (Slice slice : slices) {
            if (!names.add(slice.name())) {
                throw new IllegalArgumentException("slice " + slice.name() + " must be there once");
            }
            if (slice.offset() != offset) {
                throw new IllegalArgumentException(
                        "slice " + slice.name() + " must start at " + offset + ", got " + slice.offset());
            }
            offset += slice.shape().size();
        }
        if (offset > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("a layout must fit an array of Java, got " + offset + " floats");
        }
    }

    /** Number of floats of the flat array. */
    public int size() {
        return slices.isEmpty() ? 0 : slices.get(slices.size() - 1).end();
    }

    /**
     * One parameter.
     *
     * @param name unique and stable: {@code layer/role}, for example {@code dense1/weight}; of an embedding {@code embedding/} and its feature
     * @param shape as the engine has it: {@code [outputs, inputs]} for a dense weight, {@code [filters, channels,
     *     height, width]} for a convolution, {@code [rows, dimensions]} for an embedding
     * @param role what it does
     * @param layer place of its layer, from 0 at the input
     * @param fanIn inputs that each output element sums over; 1 where that has no meaning
     * @param fanOut outputs that each input element reaches; 1 where that has no meaning
     * @param offset first index in the flat array
     */
    public record Slice(String name, Shape shape, Role role, int layer, int fanIn, int fanOut, int offset) {
        /** Index after the last. */
        public int end() {
            return offset + shape.size();
        }
    }

    /** What a parameter does; penalties and decay leave all but weights alone. */
    public enum Role {
        WEIGHT,
        BIAS,
        /** Vectors by number, of which each sample uses one. */
        EMBEDDING,
        /** Batch-norm scale. */
        SCALE,
        /** Batch-norm shift. */
        SHIFT,
        RUNNING_MEAN,
        RUNNING_VARIANCE
    }
}
