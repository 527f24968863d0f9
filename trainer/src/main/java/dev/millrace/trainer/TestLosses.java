package dev.millrace.trainer;

import dev.millrace.sample.Sample;
import dev.millrace.sample.Shape;
import dev.millrace.sample.Target;
import dev.millrace.trainer.loss.Loss;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The loss of each predicted sample that has a target. */
final class TestLosses {

    private TestLosses() {}

    /**
     * Fills in losses.
     *
     * @param losses one per sample; overwritten where a sample was predicted and is labelled
     * @param outputs of the predicted samples, in their order
     * @param predicted indices of the predicted samples, ascending
     */
    static void fill(double[] losses, Loss loss, List<Tensor> outputs, List<Sample> samples, int[] predicted) {
        List<Target> targets = new ArrayList<>();
        int[] rows = new int[predicted.length];
        for (int row = 0; row < predicted.length; row++) {
            Sample sample = samples.get(predicted[row]);
            if (sample.isLabelled()) {
                rows[targets.size()] = row;
                targets.add(sample.target());
            }
        }
        if (targets.isEmpty()) {
            return;
        }
        int[] chosen = Arrays.copyOf(rows, targets.size());
        List<Tensor> labelled = chosen.length == predicted.length
                ? outputs
                : outputs.stream().map(head -> rows(head, chosen)).toList();
        double[] found = loss.losses(labelled, targets);
        for (int i = 0; i < chosen.length; i++) {
            losses[predicted[chosen[i]]] = found[i];
        }
    }

    private static Tensor rows(Tensor tensor, int[] rows) {
        int[] dimensions = tensor.shape().toArray();
        int width = tensor.shape().size() / dimensions[0];
        float[] values = new float[rows.length * width];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(tensor.values(), rows[i] * width, values, i * width, width);
        }
        dimensions[0] = rows.length;
        return new Tensor(values, Shape.of(dimensions));
    }
}
