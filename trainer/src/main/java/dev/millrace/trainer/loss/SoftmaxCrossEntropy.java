package dev.millrace.trainer.loss;

import dev.millrace.sample.Target;
import dev.millrace.trainer.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * Cross-entropy between a target and the softmax of the network's outputs z (its logits):
 *
 * <pre>
 * loss     = sum_k target[k] * (log(sum_j exp(z[j])) - z[k])
 * gradient = weight * (softmax(z) - target) / batch
 * answer   = softmax(z)
 * </pre>
 *
 * <p>A {@link Target.Label} stands for the distribution that is 1 at its index. The largest logit is subtracted before any exponential, so
 * nothing overflows; sums are doubles. A row with a NaN or a logit of +infinity has a NaN or infinite loss and a NaN answer; one of -infinity is
 * a class of probability 0.
 *
 * <pre>{@code
 * loss: {type: softmax-cross-entropy}
 * }</pre>
 *
 * <p>Bridle: Probabilistic Interpretation of Feedforward Classification Network Outputs. Neurocomputing, Springer 1990.
 */
public record SoftmaxCrossEntropy() implements Loss {

    @Override
    public double[] losses(List<Tensor> outputs, List<Target> targets) {
        Tensor logits = logits(outputs, targets.size());
        int classes = logits.shape().dimension(1);
        double[] losses = new double[targets.size()];
        for (int row = 0; row < losses.length; row++) {
            losses[row] = loss(logits.values(), row * classes, classes, targets.get(row));
        }
        return losses;
    }

    @Override
    public List<Tensor> gradient(List<Tensor> outputs, List<Target> targets, float[] weights) {
        Tensor logits = logits(outputs, targets.size());
        if (weights.length != targets.size()) {
            throw new IllegalArgumentException(
                    "weights must be as many as targets, " + targets.size() + ", got " + weights.length);
        }
        int classes = logits.shape().dimension(1);
        float[] gradient = new float[logits.values().length];
        double[] probabilities = new double[classes];
        for (int row = 0; row < weights.length; row++) {
            softmax(logits.values(), row * classes, probabilities);
            subtractTarget(probabilities, targets.get(row));
            double factor = weights[row] / (double) weights.length;
            for (int k = 0; k < classes; k++) {
                gradient[row * classes + k] = (float) (factor * probabilities[k]);
            }
        }
        return List.of(new Tensor(gradient, logits.shape()));
    }

    @Override
    public List<float[]> answers(List<Tensor> outputs) {
        Tensor logits = logits(outputs, outputs.get(0).shape().dimension(0));
        int classes = logits.shape().dimension(1);
        double[] probabilities = new double[classes];
        List<float[]> answers = new ArrayList<>();
        for (int start = 0; start < logits.values().length; start += classes) {
            softmax(logits.values(), start, probabilities);
            float[] answer = new float[classes];
            for (int k = 0; k < classes; k++) {
                answer[k] = (float) probabilities[k];
            }
            answers.add(answer);
        }
        return answers;
    }

    private static double loss(float[] logits, int start, int classes, Target target) {
        double logSum = logSumExp(logits, start, classes);
        if (target instanceof Target.Label label) {
            return logSum - logits[start + requireClass(label, classes)];
        }
        float[] wanted = requireDistribution(target, classes);
        double loss = 0;
        for (int k = 0; k < classes; k++) {
            loss += wanted[k] * (logSum - logits[start + k]);
        }
        return loss;
    }

    private static double logSumExp(float[] logits, int start, int classes) {
        double largest = largest(logits, start, classes);
        double sum = 0;
        for (int k = 0; k < classes; k++) {
            sum += Math.exp(logits[start + k] - largest);
        }
        return largest + Math.log(sum);
    }

    private static void softmax(float[] logits, int start, double[] probabilities) {
        double largest = largest(logits, start, probabilities.length);
        double sum = 0;
        for (int k = 0; k < probabilities.length; k++) {
            probabilities[k] = Math.exp(logits[start + k] - largest);
            sum += probabilities[k];
        }
        for (int k = 0; k < probabilities.length; k++) {
            probabilities[k] /= sum;
        }
    }

    private static float largest(float[] logits, int start, int classes) {
        float largest = Float.NEGATIVE_INFINITY;
        for (int k = 0; k < classes; k++) {
            largest = Math.max(largest, logits[start + k]);
        }
        return largest;
    }

    private static void subtractTarget(double[] probabilities, Target target) {
        if (target instanceof Target.Label label) {
            probabilities[requireClass(label, probabilities.length)] -= 1;
            return;
        }
        float[] wanted = requireDistribution(target, probabilities.length);
        for (int k = 0; k < probabilities.length; k++) {
            probabilities[k] -= wanted[k];
        }
    }

    private static int requireClass(Target.Label label, int classes) {
        if (label.index() >= classes) {
            throw new IllegalArgumentException(
                    "label must be below the network's " + classes + " outputs, got " + label.index());
        }
        return label.index();
    }

    private static float[] requireDistribution(Target target, int classes) {
        if (!(target instanceof Target.Distribution distribution)) {
            throw new IllegalArgumentException(
                    "target must be a Label or a Distribution for softmax-cross-entropy, got "
                            + target.getClass().getSimpleName());
        }
        if (distribution.probabilities().length != classes) {
            throw new IllegalArgumentException("distribution must have the network's " + classes + " outputs, got "
                    + distribution.probabilities().length);
        }
        return distribution.probabilities();
    }

    private static Tensor logits(List<Tensor> outputs, int batch) {
        if (outputs.size() != 1
                || outputs.get(0).shape().rank() != 2
                || outputs.get(0).shape().dimension(0) != batch) {
            throw new IllegalArgumentException("outputs must be one head of shape [" + batch + ", classes], got "
                    + outputs.stream().map(Tensor::shape).toList());
        }
        return outputs.get(0);
    }
}
