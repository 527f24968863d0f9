package dev.millrace.trainer.snapshot;

import java.util.List;

/**
 * One array of a safetensors file.
 *
 * @param shape dimensions, each at least 0; empty for a single value
 */
record NamedArray(String name, List<Integer> shape, ArrayValues values) {
    NamedArray {
        shape = List.copyOf(shape);
    }
}
