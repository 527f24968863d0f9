package dev.millrace.trainer.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Parameter;
import dev.millrace.trainer.engine.ParameterLayout.Slice;
import java.util.List;

/** The engine's arrays that mirror the slices of one flat array. */
final class EngineSlices {

    private final EngineMemory memory;
    private final List<Slice> slices;
    private final List<NDArray> arrays;

    /** Fetched once: each call of {@code getGradient} makes a new handle. Empty until a backward has made them. */
    private List<NDArray> gradients = List.of();

    EngineSlices(EngineMemory memory, BlockParameters.Group group) {
        this.memory = memory;
        this.slices = group.layout().slices();
        this.arrays = group.parameters().stream().map(Parameter::getArray).toList();
    }

    /**
     * Copies a flat array into the engine.
     *
     * @param reordered whether the network was last run to predict, see {@link EngineMemory#writeReordered}
     */
    void write(float[] flat, boolean reordered) {
        for (int i = 0; i < arrays.size(); i++) {
            int offset = slices.get(i).offset();
            if (reordered) {
                memory.writeReordered(flat, offset, arrays.get(i));
            } else {
                memory.write(flat, offset, arrays.get(i));
            }
        }
    }

    /** Copies the engine's arrays into a flat one. */
    void read(float[] flat) {
        for (int i = 0; i < arrays.size(); i++) {
            memory.read(arrays.get(i), flat, slices.get(i).offset());
        }
    }

    /** Sets the gradients to 0, from a flat array of zeros: not by arithmetic, which would keep a NaN. */
    void clearGradients(float[] zeros) {
        boolean first = gradients.isEmpty();
        List<NDArray> present = first ? fetchGradients() : gradients;
        for (int i = 0; i < present.size(); i++) {
            memory.write(zeros, slices.get(i).offset(), present.get(i));
        }
        if (first) {
            present.forEach(NDArray::close);
        }
    }

    /** Copies the gradients of the engine's arrays into a flat one. */
    void readGradients(float[] flat) {
        if (gradients.isEmpty()) {
            gradients = fetchGradients();
        }
        for (int i = 0; i < gradients.size(); i++) {
            memory.read(gradients.get(i), flat, slices.get(i).offset());
        }
    }

    private List<NDArray> fetchGradients() {
        return arrays.stream().map(NDArray::getGradient).toList();
    }
}
