package dev.millrace.trainer.loss;

import dev.millrace.sample.Target;
import dev.millrace.trainer.Tensor;
import java.util.List;

/** Cross-entropy of the softmax of the outputs. */
public record SoftmaxCrossEntropy() implements Loss {
    @Override
    public double[] losses(List<Tensor> outputs, List<Target> targets) {
        throw new IllegalStateException("to be written");
    }

    @Override
    public List<Tensor> gradient(List<Tensor> outputs, List<Target> targets, float[] weights) {
        throw new IllegalStateException("to be written");
    }

    @Override
    public List<float[]> answers(List<Tensor> outputs) {
        throw new IllegalStateException("to be written");
    }
}
