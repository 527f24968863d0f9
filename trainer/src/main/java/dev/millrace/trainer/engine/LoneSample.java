package dev.millrace.trainer.engine;

import dev.millrace.sample.Shape;
import dev.millrace.trainer.Tensor;
import java.util.Arrays;
import java.util.List;

/**
 * Lets PyTorch train batch norm on a batch of one, such as the last of a bounded stream, which it refuses where a
 * channel has one value. The sample goes in twice and half of its gradient to each: mean, variance and parameter
 * gradients are those of the one, as MXNet has them.
 */
final class LoneSample {

    private LoneSample() {}

    /** Whether tensors hold one sample. */
    static boolean isIn(List<Tensor> tensors) {
        return tensors.get(0).shape().dimension(0) == 1;
    }

    /** The sample twice. */
    static List<Tensor> twice(List<Tensor> tensors) {
        return tensors.stream().map(tensor -> repeated(tensor, 1)).toList();
    }

    /** The outputs of the first of two. */
    static List<Tensor> first(List<Tensor> outputs) {
        return outputs.stream()
                .map(output -> new Tensor(
                        Arrays.copyOf(output.values(), output.values().length / 2), withBatch(output.shape(), 1)))
                .toList();
    }

    /** Half of the gradient to each of two. */
    static List<Tensor> halves(List<Tensor> gradients) {
        return gradients.stream().map(gradient -> repeated(gradient, 0.5f)).toList();
    }

    private static Tensor repeated(Tensor tensor, float factor) {
        int size = tensor.values().length;
        float[] values = new float[2 * size];
        for (int i = 0; i < size; i++) {
            values[i] = factor * tensor.values()[i];
            values[size + i] = values[i];
        }
        return new Tensor(values, withBatch(tensor.shape(), 2));
    }

    private static Shape withBatch(Shape shape, int batch) {
        int[] dimensions = shape.toArray();
        dimensions[0] = batch;
        return Shape.of(dimensions);
    }
}
