package dev.millrace.trainer;

import dev.millrace.sample.Features;
import dev.millrace.sample.Sample;
import dev.millrace.trainer.evaluate.Prequential;
import dev.millrace.trainer.evaluate.ScoredShare;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The first half of a step: predicts what is to be scored or was asked, on original features, and scores it. Nothing that is learnt changes.
 *
 * <p>It rejects nothing: an answer with a NaN in it counts as wrong, and its loss is reported as it is.
 */
final class TestHalf {

    private final NetworkModel model;
    private final Prequential prequential;
    private final ScoredShare scored;

    /** @param prequential follows every labelled sample that is tested here */
    TestHalf(TrainerConfig config, NetworkModel model, Prequential prequential) {
        this.model = model;
        this.prequential = prequential;
        this.scored = new ScoredShare(config.seed(), config.evaluate().share());
    }

    Tested test(MiniBatch batch) {
        int[] chosen = chosen(batch);
        float[] @Nullable [] answers = new float[batch.size()][];
        double[] losses = new double[batch.size()];
        List<Tensor> encoded = List.of();
        if (chosen.length > 0) {
            encoded = model.encoder().encode(pick(batch.original(), chosen));
            List<Tensor> outputs = model.outputs(encoded);
            List<float[]> predicted = model.loss().answers(outputs);
            for (int i = 0; i < chosen.length; i++) {
                answers[chosen[i]] = predicted.get(i);
            }
            TestLosses.fill(losses, model.loss(), outputs, batch.samples(), chosen);
        }
        for (int i = 0; i < answers.length; i++) {
            Sample sample = batch.samples().get(i);
            if (sample.isLabelled()) {
                prequential.add(sample.target(), answers[i]);
            }
            if (answers[i] == null || !sample.isLabelled()) {
                losses[i] = Double.NaN;
            }
        }
        return new Tested(encoded, chosen.length, answers, losses);
    }

    private int[] chosen(MiniBatch batch) {
        List<Integer> chosen = new ArrayList<>();
        for (int i = 0; i < batch.size(); i++) {
            Sample sample = batch.samples().get(i);
            if (!sample.isLabelled() || scored.includes(sample.origin())) {
                chosen.add(i);
            }
        }
        return chosen.stream().mapToInt(Integer::intValue).toArray();
    }

    private static List<Features> pick(List<Features> all, int[] chosen) {
        List<Features> picked = new ArrayList<>(chosen.length);
        for (int index : chosen) {
            picked.add(all.get(index));
        }
        return picked;
    }

    /**
     * What the test of a batch gave.
     *
     * @param encoded inputs of the samples that were predicted
     * @param predicted how many those are
     * @param answers one per sample of the batch, null where not predicted
     * @param losses one per sample of the batch, NaN where there is none
     */
    record Tested(List<Tensor> encoded, int predicted, float[] @Nullable [] answers, double[] losses) {

        /** The encoded originals, where exactly they are to be trained on; else null. */
        @Nullable
        List<Tensor> encodedAlike(MiniBatch batch, List<Sample> labelled) {
            boolean alike = predicted == batch.size()
                    && labelled.size() == batch.size()
                    && labelled.stream().noneMatch(Sample::isAugmented);
            return alike ? encoded : null;
        }
    }
}
