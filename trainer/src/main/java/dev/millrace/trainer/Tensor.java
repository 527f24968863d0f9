package dev.millrace.trainer;

import dev.millrace.sample.Shape;

/**
 * A dense float tensor on the heap, row-major.
 *
 * @param values {@code shape.size()} floats; who may modify them is said where a tensor is handed over
 * @param shape with the batch dimension first
 */
public record Tensor(float[] values, Shape shape) {
    public Tensor {
        if (values.length != shape.size()) {
            throw new IllegalArgumentException(
                    "values must have as many elements as shape " + shape + ", got " + values.length);
        }
    }
}
