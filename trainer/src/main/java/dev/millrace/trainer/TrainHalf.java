package dev.millrace.trainer;

import dev.millrace.sample.Sample;
import dev.millrace.sample.Target;
import dev.millrace.trainer.engine.TrainingGraph;
import dev.millrace.trainer.engine.TrainingGraph.Mode;
import dev.millrace.trainer.evaluate.Prequential;
import dev.millrace.trainer.loss.ClassWeighting;
import dev.millrace.trainer.optimize.UpdateChain;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The second half of a step: training forward on the augmented features, loss and its gradient in Java, backward, then the update chain.
 *
 * <p>A step with a non-finite loss, batch-norm statistic or gradient is rejected before anything of the optimiser has moved. What has
 * moved by then is batch norm's statistics, of which a copy is put back. They are looked at because loss and gradient may not tell: a value
 * of 1e30 has an infinite variance, by which batch norm divides it to 0, and a rectifier may turn a NaN into 0.
 */
final class TrainHalf {

    private static final int ORIGINS_SHOWN = 32;

    private final TrainerConfig config;
    private final NetworkModel model;
    private final TrainingGraph graph;
    private final UpdateChain chain;
    private final ClassWeighting classWeighting;
    private final Prequential prequential;
    private final float[] auxiliaryBefore;

    private long step;
    private long rejectedSteps;
    private int rejectedInARow;

    /** @param prequential the score that the learning rate may watch; read only */
    TrainHalf(TrainerConfig config, NetworkModel model, Prequential prequential) {
        this.config = config;
        this.model = model;
        this.graph = model.graph();
        this.chain = config.chain(graph.layout());
        this.classWeighting = config.classWeights() == null
                ? ClassWeighting.NONE
                : config.classWeights().begin(NetworkModel.input(config).labels());
        this.prequential = prequential;
        this.auxiliaryBefore = new float[graph.auxiliary().length];
    }

    /**
     * One step; rejected as a whole if its loss, a statistic or its gradient is not finite.
     *
     * @param samples all labelled, at least one
     * @param encoded their features, if they are encoded already
     */
    Trained train(List<Sample> samples, @Nullable List<Tensor> encoded) {
        System.arraycopy(graph.auxiliary(), 0, auxiliaryBefore, 0, auxiliaryBefore.length);
        List<Target> targets = samples.stream().map(Sample::target).toList();
        List<Tensor> inputs = encoded != null
                ? encoded
                : model.encoder().encode(samples.stream().map(Sample::features).toList());
        List<Tensor> outputs = graph.forward(inputs, Mode.TRAIN);
        double loss = mean(model.loss().losses(outputs, targets));
        if (!Double.isFinite(loss)) {
            return rejected(loss, null, "the loss is " + loss);
        }
        graph.backward(model.loss().gradient(outputs, targets, weights(samples)));
        if (!isFinite(graph.auxiliary())) {
            return rejected(loss, null, "a batch-norm statistic is not finite");
        }
        UpdateChain.Update update = chain.update(graph.parameters(), graph.gradients(), step, loss);
        if (!update.applied()) {
            return rejected(loss, update, "the gradient's norm is " + update.gradientNorm());
        }
        graph.parametersChanged();
        learnFrom(samples);
        return new Trained(loss, update, null);
    }

    /** What is learnt beside the parameters, from an applied step alone. */
    private void learnFrom(List<Sample> samples) {
        step++;
        rejectedInARow = 0;
        model.encoder().learn(samples.stream().map(Sample::original).toList());
        samples.forEach(sample -> classWeighting.learn(sample.target()));
        chain.observe(step, prequential.scored(), prequential.fadingLogLoss());
    }

    private Trained rejected(double loss, UpdateChain.@Nullable Update update, String reason) {
        System.arraycopy(auxiliaryBefore, 0, graph.auxiliary(), 0, auxiliaryBefore.length);
        graph.parametersChanged();
        rejectedSteps++;
        rejectedInARow++;
        return new Trained(loss, update, reason);
    }

    /** @throws TrainingDivergedException if this was one rejected step too many */
    void failIfDiverged(List<Sample> samples, Trained trained) {
        String rejection = trained.rejection();
        if (rejection != null && rejectedInARow >= config.rejection().maxConsecutive()) {
            throw new TrainingDivergedException("training diverged: " + rejectedInARow
                    + " steps in a row were rejected, in the last "
                    + rejection + "; its samples were " + origins(samples)
                    + ". Lower trainer.learningRate, clip the gradient, or look at these records");
        }
    }

    /** The rate that the next update would use. */
    double learningRate() {
        return chain.learningRate(step);
    }

    long step() {
        return step;
    }

    long rejectedSteps() {
        return rejectedSteps;
    }

    void save(LearnerState.Builder state) {
        chain.save(state);
        classWeighting.save(state);
        state.add("progress", new LearnerState.Longs(1, new long[] {step, rejectedSteps, rejectedInARow}));
    }

    void restore(LearnerState state) {
        chain.restore(state);
        classWeighting.restore(state);
        long[] progress = state.longs("progress", 1);
        step = progress[0];
        rejectedSteps = progress[1];
        rejectedInARow = Math.toIntExact(progress[2]);
    }

    private static String origins(List<Sample> samples) {
        String shown = samples.stream()
                .limit(ORIGINS_SHOWN)
                .map(sample -> sample.origin().toString())
                .collect(Collectors.joining(", "));
        int more = samples.size() - ORIGINS_SHOWN;
        return more > 0 ? shown + " and " + more + " more" : shown;
    }

    private static boolean isFinite(float[] values) {
        for (float value : values) {
            if (!Float.isFinite(value)) {
                return false;
            }
        }
        return true;
    }

    private static double mean(double[] losses) {
        double sum = 0;
        for (double loss : losses) {
            sum += loss;
        }
        return sum / losses.length;
    }

    private float[] weights(List<Sample> samples) {
        float[] weights = new float[samples.size()];
        for (int i = 0; i < weights.length; i++) {
            Sample sample = samples.get(i);
            weights[i] = sample.weight() * classWeighting.of(sample.target());
        }
        return weights;
    }

    /**
     * What the training of a batch gave.
     *
     * @param loss mean over the labelled samples; NaN if there were none
     * @param update null if it did not come that far
     * @param rejection why it was rejected, or null
     */
    record Trained(
            double loss,
            UpdateChain.@Nullable Update update,
            @Nullable String rejection) {

        /** Nothing to train on. */
        static final Trained NOTHING = new Trained(Double.NaN, null, null);
    }
}
