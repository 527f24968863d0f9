package dev.millrace.trainer.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Parameter;
import dev.millrace.trainer.engine.ParameterLayout.Slice;
import java.util.List;

/** The engine's arrays that mirror the slices of one flat array. */
final class EngineSlices {

    private final List<Slice> slices;
    private final List<NDArray> arrays;
    private final List<HostBuffer> buffers;
    private final List<HostBuffer> zeros;

    /** Fetched once: each call of {@code getGradient} makes a new handle. Empty until a backward has made them. */
    private List<NDArray> gradients = List.of();

    EngineSlices(BlockParameters.Group group) {
        this.slices = group.layout().slices();
        this.arrays = group.parameters().stream().map(Parameter::getArray).toList();
        this.buffers = hostBuffers();
        this.zeros = hostBuffers();
    }

    private List<HostBuffer> hostBuffers() {
        return slices.stream()
                .map(slice -> new HostBuffer(slice.shape().size()))
                .toList();
    }

    /** Copies a flat array into the engine. */
    void write(float[] flat) {
        for (int i = 0; i < arrays.size(); i++) {
            arrays.get(i).set(buffers.get(i).filled(flat, slices.get(i).offset()));
        }
    }

    /** Copies the engine's arrays into a flat one. */
    void read(float[] flat) {
        for (int i = 0; i < arrays.size(); i++) {
            EngineTensors.read(arrays.get(i), flat, slices.get(i).offset());
        }
    }

    /**
     * Sets the gradients to 0: some engines add to them, others overwrite them. Not by arithmetic, which would keep a NaN.
     */
    void clearGradients() {
        for (int i = 0; i < gradients.size(); i++) {
            gradients.get(i).set(zeros.get(i).cleared());
        }
    }

    /** Copies the gradients of the engine's arrays into a flat one. */
    void readGradients(float[] flat) {
        if (gradients.isEmpty()) {
            gradients = arrays.stream().map(NDArray::getGradient).toList();
        }
        for (int i = 0; i < gradients.size(); i++) {
            EngineTensors.read(gradients.get(i), flat, slices.get(i).offset());
        }
    }
}
