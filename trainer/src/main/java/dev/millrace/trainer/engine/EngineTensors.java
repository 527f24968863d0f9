package dev.millrace.trainer.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import dev.millrace.sample.Shape;
import dev.millrace.trainer.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Tensors and shapes across the border between heap and engine. */
final class EngineTensors {

    private EngineTensors() {}

    /** Copies of tensors in the engine, in a scope that frees them. */
    static NDList toEngine(EngineMemory memory, NDManager scope, List<Tensor> tensors) {
        NDList list = new NDList(tensors.size());
        for (Tensor tensor : tensors) {
            NDArray array = scope.create(shape(tensor.shape()), DataType.FLOAT32);
            memory.write(tensor.values(), 0, array);
            list.add(array);
        }
        return list;
    }

    /** Copies of the engine's arrays on the heap. */
    static List<Tensor> toHeap(EngineMemory memory, NDList list) {
        List<Tensor> tensors = new ArrayList<>(list.size());
        for (NDArray array : list) {
            float[] values = new float[Math.toIntExact(array.size())];
            memory.read(array, values, 0);
            tensors.add(new Tensor(values, shape(array.getShape())));
        }
        return tensors;
    }

    /** A shape of the engine as ours. */
    static Shape shape(ai.djl.ndarray.types.Shape shape) {
        return Shape.of(
                Arrays.stream(shape.getShape()).mapToInt(Math::toIntExact).toArray());
    }

    /** Our shape as the engine's. */
    static ai.djl.ndarray.types.Shape shape(Shape shape) {
        return new ai.djl.ndarray.types.Shape(
                Arrays.stream(shape.toArray()).asLongStream().toArray());
    }
}
